# Fills a fresh Request Tracker from the JSON file named first; prints the tokens of the agents.
# Run as the user that owns the database, with RT_SITE_CONFIG set.
use strict;
use warnings;
use utf8;
use lib '/usr/share/request-tracker5/lib';
use Encode qw(encode_utf8 decode_utf8);
use JSON qw(decode_json);
use MIME::Base64 qw(decode_base64);
use MIME::Entity;
use RT;

RT::LoadConfig();
RT::Init();

my ($file) = @ARGV;
open my $in, '<:raw', $file or die "$file: $!";
my $seed = decode_json(do { local $/; <$in> });
my $system = RT->SystemUser;
my $zones = { anna => 'Europe/Moscow', ben => 'America/New_York' };
my %statuses = (
    new => 'new', open => 'open', planned => 'stalled', pending_customer => 'stalled',
    pending_third_party => 'stalled', solved => 'resolved', closed => 'resolved',
);
my %priorities = (low => 0, normal => 50, high => 75, critical => 100);

# Mails that nobody receives take most of the time.
my $scrips = RT::Scrips->new($system);
$scrips->UnLimit;
my @silenced = grep { !$_->Disabled } @{ $scrips->ItemsArrayRef };
$_->SetDisabled(1) for @silenced;

$RT::Handle->BeginTransaction;

sub made {
    my ($what, $ok, $said) = @_;
    die "$what: " . ($said // 'failed') . "\n" unless $ok;
    return $ok;
}

# --- who and where ------------------------------------------------------------------------------

my $agents = RT::Group->new($system);
made('group', $agents->CreateUserDefinedGroup(Name => 'Agents', Description => 'Service desk'));
my $hr = RT::Group->new($system);
made('group', $hr->CreateUserDefinedGroup(Name => 'Personnel', Description => 'Sees salaries'));

my %users;
for my $one (@{ $seed->{people} }) {
    my $user = RT::User->new($system);
    my $agent = $one->{login} ne '';
    made($one->{email}, $user->Create(
        Name => $agent ? $one->{login} : $one->{email},
        EmailAddress => $one->{email}, RealName => $one->{name},
        Organization => $one->{organisation}, Privileged => $agent ? 1 : 0,
        $agent ? (Password => 'demo-desk-2026') : (),
        Timezone => $zones->{ $one->{login} } // 'UTC',
    ));
    $agents->AddMember($user->PrincipalId) if $agent;
    $users{ $one->{email} } = $user;
}

my @queues;
for my $name (@{ $seed->{queues} }, 'Учётные записи', 'Personnel', 'Repairs') {
    my $queue = RT::Queue->new($system);
    my @more = $name eq 'Repairs' ? (Lifecycle => 'repair') : ();
    made($name, $queue->Create(Name => $name, Description => $name, @more));
    my @to = $name eq 'Personnel' ? ($hr) : ($agents);
    for my $group (@to) {
        made($_, $group->PrincipalObj->GrantRight(Right => $_, Object => $queue)) for qw(
            SeeQueue ShowTicket ShowTicketComments CreateTicket ReplyToTicket CommentOnTicket
            ModifyTicket OwnTicket TakeTicket StealTicket ReassignTicket DeleteTicket Watch
            SeeCustomField ModifyCustomField ShowOutgoingEmail
        );
    }
    push @queues, $queue;
}
my $everyone = RT::Group->new($system);
$everyone->LoadSystemInternalGroup('Everyone');
$everyone->PrincipalObj->GrantRight(Right => $_, Object => RT->System)
    for qw(CreateTicket ReplyToTicket);
my $anna = RT::User->new($system);
$anna->Load('anna');
# Some see the declarations of custom fields, most see only what tickets have in them.
$anna->PrincipalObj->GrantRight(Right => 'SeeCustomField', Object => RT->System);
$agents->PrincipalObj->GrantRight(Right => $_, Object => RT->System)
    for qw(SeeGroup ShowArticle SeeClass ShowAsset ShowCatalog ManageAuthTokens ModifySelf);

# --- custom fields of every type ------------------------------------------------------------------

my %fields;
for my $one (
    ['Floor', 'SelectSingle'], ['Affected', 'SelectMultiple'], ['Serial', 'FreeformSingle'],
    ['Phones', 'FreeformMultiple'], ['Location', 'TextSingle'], ['Steps', 'WikitextSingle'],
    ['Photo', 'ImageSingle'], ['Contract', 'BinarySingle'], ['Delivery', 'DateSingle'],
    ['Visit', 'DateTimeSingle'], ['Vendor', 'ComboboxSingle'], ['Town', 'AutocompleteSingle'],
    ['Towns', 'AutocompleteMultiple'], ['Address', 'IPAddressSingle'],
    ['Net', 'IPAddressRangeSingle'], ['Report', 'HTMLSingle'], ['Этаж', 'SelectSingle'],
    ['ClientId', 'FreeformSingle'],
) {
    my ($name, $type) = @$one;
    my $field = RT::CustomField->new($system);
    made($name, $field->Create(
        Name => $name, Type => $type, LookupType => 'RT::Queue-RT::Ticket',
        Description => "$name of the matter",
    ));
    $field->AddToObject(RT::Queue->new($system));
    if ($type =~ /Select|Combobox|Autocomplete/) {
        $field->AddValue(Name => $_) for 'Ground', 'First', 'Second', 'Подвал';
    }
    $fields{$name} = $field;
}

# --- tickets --------------------------------------------------------------------------------------

sub part_of {
    my ($message, @more) = @_;
    my @files = (@{ $message->{files} // [] }, @more);
    my $type = $message->{html} ? 'text/html' : 'text/plain';
    my $body = encode_utf8($message->{body});
    my $whole = MIME::Entity->build(
        Type => @files ? 'multipart/mixed' : $type, Charset => 'UTF-8',
        From => encode_utf8($message->{author}), @files ? () : (Data => [$body]),
    );
    if (@files) {
        $whole->attach(Type => $type, Charset => 'UTF-8', Data => [$body]);
        $whole->attach(
            Type => $_->{media_type}, Filename => encode_utf8($_->{name}),
            Data => [ decode_base64($_->{content}) ], Encoding => 'base64',
            $_->{id} ? (Id => "<$_->{id}>", Disposition => 'inline') : (),
        ) for @files;
    }
    return $whole;
}

sub speak {
    my ($ticket, $message) = @_;
    my $as = RT::Ticket->new(current($message->{author}));
    $as->Load($ticket->id);
    my $call = $message->{kind} eq 'note' ? 'Comment' : 'Correspond';
    my ($ok, $said) = $as->$call(MIMEObj => part_of($message), TimeTaken => 5);
    return if $ok;
    $as = RT::Ticket->new($system);
    $as->Load($ticket->id);
    made("message of $message->{author}", $as->$call(MIMEObj => part_of($message)));
}

my %current;
sub current {
    my ($email) = @_;
    return $current{$email} //= do {
        my $user = RT::CurrentUser->new;
        $user->LoadByEmail($email);
        $user->id ? $user : $system;
    };
}

sub create {
    my ($one, %more) = @_;
    my ($first, @rest) = @{ $one->{messages} };
    my $ticket = RT::Ticket->new(current($one->{requester}));
    my ($id, undef, $said) = $ticket->Create(
        Queue => $one->{queue}, Subject => $one->{subject}, Requestor => [ $one->{requester} ],
        $first ? (MIMEObj => part_of($first, @{ $more{files} // [] })) : (),
    );
    made($one->{subject}, $id, $said);
    my $own = RT::Ticket->new($system);
    $own->Load($id);
    $own->SetPriority($priorities{ $one->{priority} });
    if ($one->{owner} ne '' and $users{ $one->{owner} }) {
        $own->SetOwner($users{ $one->{owner} }->id, 'Force');
    }
    speak($own, $_) for @rest;
    my $status = $statuses{ $one->{status} } // $one->{status};
    $own->SetStatus($status) if $own->Status ne $status;
    $own->AddCustomFieldValue(Field => $fields{Serial}, Value => "SN-$id") if $id % 3 == 0;
    $own->AddCustomFieldValue(Field => $fields{Floor}, Value => 'First') if $id % 4 == 0;
    return $own;
}

# Most come as they stand, by the administrator's hand: a life of their own takes four times as long.
sub import_whole {
    my ($one) = @_;
    my ($first) = @{ $one->{messages} };
    my $owner = $users{ $one->{owner} };
    my $ticket = RT::Ticket->new($system);
    my $status = $statuses{ $one->{status} };
    my ($id, undef, $said) = $ticket->Create(
        Queue => $one->{queue}, Subject => $one->{subject}, Requestor => [ $one->{requester} ],
        Status => $status eq 'stalled' ? 'open' : $status, Priority => $priorities{ $one->{priority} },
        $owner ? (Owner => $owner->id) : (), $first ? (MIMEObj => part_of($first)) : (),
    );
    made($one->{subject}, $id, $said);
    $ticket->SetStatus($status) if $status eq 'stalled';
    return $ticket;
}

my @told = @{ $seed->{tickets} };
my @lively = splice @told, 0, 150;
my @tickets = ((map { create($_) } @lively), (map { import_whole($_) } @told));

my $plain = { queue => 'Workplace', requester => $seed->{people}[30]{email}, owner => '',
    status => 'open', priority => 'normal' };
my $dot = decode_base64('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==');
my $mail = { author => $plain->{requester}, kind => 'message', html => 1,
    body => '<p>The screen shows <img src="cid:dot@rt.test"> and nothing else.</p>' };
my $inline = create({ %$plain, subject => 'A picture inside a mail', messages => [$mail] },
    files => [{ name => 'dot.png', media_type => 'image/png', id => 'dot@rt.test',
        content => MIME::Base64::encode_base64($dot) }]);
my $large = create({ %$plain, subject => 'Ten megabytes of log', messages => [
    { author => $plain->{requester}, kind => 'message', html => 0, body => 'The log is attached.',
      files => [{ name => 'журнал.log', media_type => 'text/x-log',
          content => MIME::Base64::encode_base64('All work and no play. ' x 476_626) }] },
]});
my $typed = create({ %$plain, subject => 'All fields filled', messages => [
    { author => $plain->{requester}, kind => 'message', html => 0, body => 'See the fields.' } ]});
my %values = (
    Floor => 'Second', Affected => ['First', 'Подвал'], Serial => 'SN-ж-1', Phones => ['12', '13'],
    Location => "Room 5\nback wall", Steps => "* one\n* two", Delivery => '2026-12-01',
    Visit => '2026-12-01 10:30:00', Vendor => 'Own words', Town => 'Ground',
    Towns => ['Ground', 'First'], Address => '192.0.2.7', Net => '192.0.2.0-192.0.2.255',
    Report => '<p>All <b>well</b></p>', 'Этаж' => 'Подвал',
);
for my $name (sort keys %values) {
    my @all = ref $values{$name} ? @{ $values{$name} } : ($values{$name});
    made($name, $typed->AddCustomFieldValue(Field => $fields{$name}, Value => $_)) for @all;
}
create({ %$plain, queue => 'Repairs', subject => "A notebook: $_", status => $_, messages => [
    { author => $plain->{requester}, kind => 'message', html => 0, body => 'It fell.' } ]})
    for 'received', 'at vendor', 'returned';
my $secret = create({ %$plain, queue => 'Personnel', subject => 'A salary', messages => [
    { author => $plain->{requester}, kind => 'message', html => 0, body => 'Nobody else reads it.' } ]});
my ($merged, $survivor, $deleted) = map { create({ %$plain, subject => $_, messages => [
    { author => $plain->{requester}, kind => 'message', html => 0, body => "$_." } ]}) }
    'The same matter', 'The first report of the matter', 'Sent by mistake';
my $merged_id = $merged->id;
$merged->MergeInto($survivor->id);
$deleted->SetStatus('deleted');
made('link', $survivor->AddLink(Type => 'RefersTo', Target => $typed->id));

# --- what is looked up ----------------------------------------------------------------------------

my $content = RT::CustomField->new($system);
$content->LoadByName(Name => 'Content', LookupType => 'RT::Class-RT::Article');
my @articles;
for my $one (
    ['Connect from home', 'Errors of the VPN', "691: the password is wrong.\n809: the router is in the way."],
    ['Замена картриджа', 'Что проверить до выезда', '<p>Снимите <b>защитную ленту</b> &amp; напечатайте пробную страницу.</p>'],
    ['Empty so far', '', ''],
) {
    my ($name, $summary, $text) = @$one;
    my $article = RT::Article->new($system);
    made($name, $article->Create(
        Class => 'General', Name => $name, Summary => $summary,
        $text ne '' ? ('CustomField-' . $content->id => $text) : (),
    ));
    push @articles, $article->id;
}
my %of_assets;
for my $name ('Serial', 'Tag', 'Room') {
    my $field = RT::CustomField->new($system);
    made($name, $field->Create(
        Name => $name, Type => 'FreeformSingle', LookupType => 'RT::Catalog-RT::Asset',
    ));
    $field->AddToObject(RT::Catalog->new($system));
    $agents->PrincipalObj->GrantRight(Right => 'SeeCustomField', Object => $field);
    $of_assets{$name} = $field->id;
}
my @assets;
for my $one (
    ['NB-1', 'in-use', 'anna', 'SN-101', '100101', '204'], ['NB-2', 'new', '', 'SN-102', '', ''],
    ['Принтер', 'allocated', '', '', '100103', '115'],
) {
    my ($name, $status, $holder, $serial, $tag, $room) = @$one;
    my %values = (Serial => $serial, Tag => $tag, Room => $room);
    my $asset = RT::Asset->new($system);
    made($name, $asset->Create(
        Catalog => 'General assets', Name => $name, Status => $status, Description => "$name of us",
        $holder ne '' ? (HeldBy => $holder, Owner => 'ben') : (),
        map { 'CustomField-' . $of_assets{$_} => $values{$_} } grep { $values{$_} ne '' } keys %values,
    ));
    push @assets, $asset->id;
    made($name, $asset->SetStatus('recycled')) if $name eq 'Принтер';
}

# --- tokens -----------------------------------------------------------------------------------------

my %tokens;
for my $login (qw(anna ben)) {
    my $user = RT::User->new($system);
    $user->Load($login);
    my $token = RT::AuthToken->new($system);
    my ($ok, $said, $text) = $token->Create(Owner => $user->id, Description => 'Deskclient');
    made('token', $ok, $said);
    $tokens{$login} = $text;
}

$RT::Handle->Commit;
$_->SetDisabled(0) for @silenced;

print JSON->new->canonical->encode({
    tokens => \%tokens, inline => $inline->id, large => $large->id, typed => $typed->id,
    secret => $secret->id, merged => 0 + $merged_id, survivor => $survivor->id,
    deleted => $deleted->id, articles => \@articles, assets => \@assets, tickets => scalar @tickets,
});
