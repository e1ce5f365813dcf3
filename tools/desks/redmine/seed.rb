# Fills a fresh Redmine from the JSON file named first; prints what tests want to know of it.
# Run by `rails runner` as the user that owns the database.
require "base64"
require "json"

PASSWORD = "demo-desk-2026"
ZONES = { "anna" => "Moscow", "ben" => "Eastern Time (US & Canada)" }.freeze
LANGUAGES = { "dmitri" => "ru" }.freeze
STATUSES = {
  "new" => "New", "open" => "In Progress", "planned" => "On hold",
  "pending_customer" => "Feedback", "pending_third_party" => "On hold",
  "solved" => "Resolved", "closed" => "Closed"
}.freeze
PRIORITIES = {
  "low" => "Low", "normal" => "Normal", "high" => "High", "critical" => "Urgent"
}.freeze
RIGHTS = %i[
  view_issues add_issues edit_issues copy_issues add_issue_notes edit_own_issue_notes
  view_private_notes set_notes_private manage_issue_relations manage_subtasks
  view_issue_watchers add_issue_watchers delete_issue_watchers
  view_time_entries log_time edit_own_time_entries
  view_wiki_pages view_wiki_edits edit_wiki_pages view_files save_queries
].freeze
MODULES = %w[issue_tracking time_tracking wiki files].freeze
LIVELY = 60
# A bulk change: more issues of one second than a page of the REST API has.
BURST = 120
STEP = 10.minutes
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQ" \
      "AAAABJRU5ErkJggg=="

# Mails that nobody receives take time.
class Silent
  def enqueue(_job); end

  def enqueue_at(_job, _time); end
end

# Makes everything; each method makes one kind of thing.
class Desk
  def initialize(seed)
    @seed = seed
    @people = {}
    @projects = {}
    @fields = {}
  end

  def fill
    settle
    make_statuses_and_role
    make_people
    make_projects
    make_fields
    lively, whole = @seed["tickets"][0, LIVELY], @seed["tickets"][LIVELY..] || []
    lively.each { |one| create(one) }
    import(whole)
    make_landmarks.merge(make_pages)
  end

  private

  # --- what and who -----------------------------------------------------------------------------

  def settle
    Redmine::DefaultData::Loader.load("en")
    {
      rest_api_enabled: "1", login_required: "1", default_language: "en", self_registration: "0",
      attachment_max_size: "40000", host_name: "127.0.0.1", notified_events: []
    }.each { |name, value| Setting[name] = value }
  end

  def make_statuses_and_role
    IssueStatus.create!(name: "On hold", is_closed: false)
    @statuses = IssueStatus.all.index_by(&:name)
    @priorities = IssuePriority.all.index_by(&:name)
    @trackers = Tracker.sorted.to_a
    @activity = TimeEntryActivity.create!(name: "Support", is_default: true)
    @role = Role.create!(
      name: "Agent", permissions: RIGHTS, issues_visibility: "all", users_visibility: "all"
    )
    ids = [0, *@statuses.values.map(&:id)]
    steps = @trackers.product(ids, ids.drop(1)).reject { |_, from, to| from == to }
    WorkflowTransition.insert_all!(steps.map do |tracker, from, to|
      { type: "WorkflowTransition", tracker_id: tracker.id, role_id: @role.id,
        old_status_id: from, new_status_id: to, assignee: false, author: false }
    end)
    # Whoever is no agent sees what he himself has reported.
    Role.non_member.update!(
      permissions: %i[view_issues add_issues add_issue_notes], issues_visibility: "own"
    )
  end

  def make_people
    organisation = UserCustomField.create!(name: "Organisation", field_format: "string")
    @agents = Group.create!(lastname: "Agents")
    @seed["people"].each do |one|
      agent = one["login"] != ""
      login = agent ? one["login"] : one["email"]
      # The administrator is there from the beginning.
      user = User.find_by_login(login) || User.new(login: login)
      first, last = one["name"].split(" ", 2)
      user.attributes = {
        firstname: first[0, 30], lastname: (last || "-")[0, 30], mail: one["email"],
        language: LANGUAGES.fetch(login, "en"), mail_notification: "none",
        must_change_passwd: false
      }
      user.password = user.password_confirmation = PASSWORD if agent
      user.custom_field_values = { organisation.id.to_s => one["organisation"] }
      user.pref.time_zone = ZONES[login] if ZONES.key?(login)
      user.save!
      @agents.users << user if agent && !user.admin?
      @people[one["email"]] = user
    end
    User.current = User.find_by_login("admin")
    @anna = User.find_by_login("anna")
  end

  def make_projects
    names = [*@seed["queues"], "Учётные записи", "Personnel"]
    names.each_with_index do |name, index|
      hidden = name == "Personnel"
      project = Project.create!(
        name: name, identifier: name.match?(/\A[A-Za-z]+\z/) ? name.downcase : "desk-#{index}",
        description: "Matters of #{name}", is_public: !hidden, trackers: @trackers,
        enabled_module_names: MODULES
      )
      %w[Hardware Софт].each { |one| project.issue_categories.create!(name: one) }
      unless hidden
        Member.create!(project: project, principal: @agents, roles: [@role])
      end
      @projects[name] = project
    end
    @version = @projects["Workplace"].versions.create!(name: "2026.4", sharing: "system")
  end

  # --- custom fields of every format ------------------------------------------------------------

  def make_fields
    floors = %w[Ground First Second Подвал]
    [
      ["Serial", "string"], ["Location", "text"], ["Manual", "link"], ["Seats", "int"],
      ["Weight", "float"], ["Delivery", "date"], ["Floor", "list", { possible_values: floors }],
      ["Affected", "list", { possible_values: floors, multiple: true }],
      ["Этаж", "list", { possible_values: floors }], ["Under warranty", "bool"],
      ["Expert", "user"], ["Informed", "user", { multiple: true }], ["Rolled out", "version"],
      ["Contract", "attachment"], ["Vendor", "enumeration"],
      ["Vendors", "enumeration", { multiple: true }]
    ].each do |name, format, more|
      # Each issue has a row for each field of its tracker, filled or not: one tracker has them.
      @fields[name] = field(name, format, [@trackers.last], more || {})
    end
    %w[Vendor Vendors].each do |name|
      %w[Northwind Вектор].each { |one| @fields[name].enumerations.create!(name: one) }
    end
    @fields["ClientId"] = field("ClientId", "string", @trackers, is_filter: true)
  end

  def field(name, format, trackers, more)
    IssueCustomField.create!(
      name: name, field_format: format, description: "#{name} of the matter", is_for_all: true,
      trackers: trackers, **more
    )
  end

  # --- issues -----------------------------------------------------------------------------------

  # Text is taken as it stands, HTML too: Redmine knows its own markup only.
  def build(one, number, status, **more)
    first = one["messages"].first
    Issue.new(
      project: @projects.fetch(one["queue"]), tracker: @trackers[number % 2],
      subject: one["subject"], author: @people.fetch(one["requester"]),
      description: first ? first["body"] : "",
      priority: @priorities.fetch(PRIORITIES[one["priority"]]),
      status: @statuses.fetch(status), **more
    )
  end

  def attach(issue, file, author)
    issue.attachments << Attachment.new(
      file: Base64.decode64(file["content"]), filename: file["name"],
      content_type: file["media_type"], author: @people.fetch(author)
    )
  end

  def create(one, **more)
    issue = build(one, Issue.count, "New", **more)
    issue.save!
    first = one["messages"].first
    first["files"].each { |file| attach(issue, file, first["author"]) } if first
    # Redmine has written the issue's place in its tree past this object.
    issue.reload
    owner = @people[one["owner"]]
    one["messages"].drop(1).each_with_index do |message, index|
      begin_journal(issue, @people.fetch(message["author"]), message["body"])
      issue.private_notes = message["kind"] == "note"
      if index.zero?
        issue.assigned_to = owner
        issue.status = @statuses.fetch("In Progress")
      end
      message["files"].each { |file| attach(issue, file, message["author"]) }
      issue.save!
    end
    begin_journal(issue, owner || @anna)
    issue.assigned_to = owner
    issue.status = @statuses.fetch(STATUSES[one["status"]])
    issue.save!
    issue.add_watcher(@anna) if (issue.id % 5).zero? && !issue.watched_by?(@anna)
    spent(issue, one).each(&:save!)
    issue
  end

  # Left alone, Redmine goes on with the journal before.
  def begin_journal(issue, user, text = "")
    issue.clear_journal
    issue.init_journal(user, text)
  end

  # Most come as they stand, as rows: a life of their own takes twenty times as long.
  def import(told)
    free = Issue.maximum(:id) + 1
    now = Time.now.round
    issues = told.each_with_index.map do |one, index|
      issue = build(one, index, STATUSES[one["status"]], assigned_to: @people[one["owner"]])
      made = now - ((told.size - index + 1) * STEP)
      issue.attributes = {
        id: free + index, root_id: free + index, lft: 1, rgt: 2, created_on: made,
        updated_on: index < BURST ? now - STEP : made + one["messages"].size.minutes
      }
      issue.closed_on = issue.updated_on if issue.closed?
      issue
    end
    insert(issues)
    pairs = issues.zip(told)
    insert(pairs.flat_map { |issue, one| notes(issue, one) })
    insert(pairs.flat_map { |issue, one| spent(issue, one) })
    pairs.each do |issue, one|
      messages = one["messages"].reject { |message| message["files"].empty? }
      issue = Issue.find(issue.id) unless messages.empty?
      messages.each do |message|
        message["files"].each { |file| attach(issue, file, message["author"]) }
      end
    end
  end

  def insert(records)
    now = Time.now
    rows = records.map do |record|
      row = record.attributes.compact
      record.class.column_names.grep(/\A(created|updated)_on\z/).each { |name| row[name] ||= now }
      row
    end
    # Rows of one statement have the same columns.
    rows.group_by { |row| row.keys.sort }.each_value do |alike|
      records.first.class.insert_all!(alike)
    end
  end

  def notes(issue, one)
    one["messages"].drop(1).map.with_index(1) do |message, index|
      note = Journal.new
      # Named at once, Redmine would look at all of the issue to find what changes.
      note.attributes = {
        journalized_id: issue.id, journalized_type: "Issue",
        user: @people.fetch(message["author"]), notes: message["body"],
        private_notes: message["kind"] == "note", created_on: issue.created_on + index.minutes
      }
      note
    end
  end

  def spent(issue, one)
    return [] unless one["minutes"].positive?

    user = @people[one["owner"]] || @anna
    [TimeEntry.new(
      project: issue.project, issue: issue, user: user, author: user, activity: @activity,
      hours: one["minutes"] / 60.0, spent_on: issue.created_on.to_date, comments: "At the desk"
    )]
  end

  # --- issues with a reason ---------------------------------------------------------------------

  def plain(subject, body, queue: "Workplace", files: [])
    requester = @seed["people"][30]["email"]
    {
      "queue" => queue, "subject" => subject, "requester" => requester, "owner" => "",
      "status" => "open", "priority" => "normal", "minutes" => 0,
      "messages" => [
        { "author" => requester, "kind" => "message", "body" => body, "files" => files }
      ]
    }
  end

  def file(name, type, content)
    { "name" => name, "media_type" => type, "content" => Base64.encode64(content) }
  end

  def make_landmarks
    dot = file("dot.png", "image/png", Base64.decode64(DOT))
    log = file("журнал.log", "text/x-log", "All work and no play. " * 476_626)
    deleted = create(plain("Sent by mistake", "Sent by mistake."))
    found = {
      inline: create(
        plain("A picture inside a text", "The screen shows !dot.png! and no more.", files: [dot])
      ),
      large: create(plain("Ten megabytes of log", "The log is attached.", files: [log])),
      typed: make_typed,
      secret: create(plain("A salary", "Nobody else reads it.", queue: "Personnel")),
      deleted: deleted
    }
    deleted.destroy!
    found.transform_values(&:id)
  end

  def make_typed
    issue = create(plain("All fields filled", "See the fields."), tracker: @trackers.last)
    values = {
      "Serial" => "SN-ж-1", "Location" => "Room 5\nback wall",
      "Manual" => "https://desk.example/manual", "Seats" => "12", "Weight" => "2.5",
      "Delivery" => "2026-12-01", "Floor" => "Second", "Affected" => %w[First Подвал],
      "Этаж" => "Подвал", "Under warranty" => "1", "Expert" => @anna.id.to_s,
      "Informed" => @agents.users.first(2).map { |one| one.id.to_s },
      "Rolled out" => @version.id.to_s,
      "Vendor" => @fields["Vendor"].enumerations.last.id.to_s,
      "Vendors" => @fields["Vendors"].enumerations.map { |one| one.id.to_s },
      "Contract" => { file: upload("договор.txt", "Everything is promised.\n") }
    }
    begin_journal(issue, @anna)
    issue.attributes = {
      start_date: Date.new(2026, 11, 20), due_date: Date.new(2026, 12, 4), estimated_hours: 3.5,
      done_ratio: 40, fixed_version: @version, category: issue.project.issue_categories.last
    }
    issue.custom_field_values = values.transform_keys { |name| @fields[name].id.to_s }
    issue.save!
    issue
  end

  def upload(name, text)
    ActionDispatch::Http::UploadedFile.new(
      tempfile: StringIO.new(text), filename: name, type: "text/plain"
    )
  end

  # --- wiki -------------------------------------------------------------------------------------

  def make_pages
    project = @projects["Workplace"]
    page(project, "Wiki", "h1. How we work\n\nSee [[Password reset]] and [[Сброс пароля]].")
    steps = "h1. Password reset\n\n# Open the portal.\n# Say who you are."
    reset = page(project, "Password reset", steps)
    reset.content.text += "\n# Wait for the mail."
    reset.content.comments = "The mail was missing"
    reset.content.author = @anna
    reset.save_with_content(reset.content)
    russian = page(project, "Сброс пароля", "h1. Сброс пароля\n\nОткройте *портал*. !dot.png!")
    russian.attachments << Attachment.new(
      file: Base64.decode64(DOT), filename: "dot.png", content_type: "image/png", author: @anna
    )
    table = "h1. Принтеры\n\n|_. Этаж |_. Имя |\n| 1 | pr-01 |\n"
    page(project, "Принтеры", table, parent: russian)
    {
      wiki_project: project.identifier, pages: project.wiki.pages.order(:id).map(&:title),
      private_project: @projects["Personnel"].identifier,
      client_field: @fields["ClientId"].id, tickets: @seed["tickets"].size,
      tokens: [User.current, *@agents.users].to_h { |one| [one.login, one.api_key] }
    }
  end

  def page(project, title, text, parent: nil)
    page = WikiPage.new(wiki: project.wiki, title: title, parent: parent)
    content = WikiContent.new(page: page, text: text, author: @anna, comments: "Written")
    page.save_with_content(content) or raise page.errors.full_messages.join("; ")
    page
  end
end

ActiveJob::Base.queue_adapter = Silent.new
seed = JSON.parse(File.read(ARGV.first))
puts JSON.generate(ActiveRecord::Base.transaction { Desk.new(seed).fill })
