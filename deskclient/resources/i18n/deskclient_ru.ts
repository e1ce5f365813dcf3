<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Deskclient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service desk that keeps working when the network does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licensed under the Apache License 2.0. Icons by Lucide (ISC).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddressStep</name>
    <message>
        <source>Where is your service desk?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>desk.example.org</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it as you would in a browser. The connection is always encrypted, except to a desk on this very computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>{name}, {size}. Click to open, drag it out, or right-click for more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached file {name}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}  fetching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file can run a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can run a program on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it only if you expected it from this sender.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No program on this computer opens {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the attached file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be saved: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not on this computer yet. It needs the desk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Attach files; dropping and pasting works too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0:00</source>
        <comment>minutes spent, none yet</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time spent, as minutes or 1:30; counted with this entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send and set the status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send and set “{status}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add note as {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send as {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Acts on the selected tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BundlePage</name>
    <message>
        <source>Collecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundle is saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent anywhere; give it to whoever helps you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle for support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is exactly what the file will hold. Read it, and untick what shall stay here. It has no passwords, no keys and no text of tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Collect again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CannotOpen</name>
    <message>
        <source>{desk} cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed; everything you wrote is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other profiles…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>{name} changed {changes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Change this condition; Delete takes it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this condition away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take away: {condition}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these conditions as a view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>Type to narrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow the choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Draft restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file is still being copied. Send again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was not saved. Your text is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ticket has nothing for: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a note that only colleagues see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a reply to the requester</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: it was {base}, mine is {mine}, theirs is {theirs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mine} (not possible from there any more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instead: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;{number}  {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theirs: {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This will be saved; edit it as you like:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged text of {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take &amp;both</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier entries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionsWindow</name>
    <message>
        <source>Decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait for you. Nothing is lost until you decide.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All &amp;theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what is chosen and send it (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes that collide with somebody else&apos;s are shown here side by side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) saved here.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DepartureDialog</name>
    <message>
        <source>Looking for work that has not reached the desk…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaving {desk}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out of {desk}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {desk}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Yes, this work may be lost for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is work of {person} here that has not reached the desk:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{person} is signed out and the local copy is removed from this computer. Everything is on the desk and comes back with the next sign-in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy, its key and the session of {person} are removed from this computer. The tickets stay on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep it here, encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is sent when {person} signs in again on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export it to a file first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A ZIP that can be read without this program, and without a password. It is not sent to the desk any more; what is in it must be entered again by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Discard it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It never reaches the desk, and nobody can bring it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep and sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export and sign out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export and remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard and sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard and remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Nothing has been written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is being fetched…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation is not on this computer yet. It comes when the desk can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new ↓</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No ticket is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one in the list to read and answer it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiagnosticsWindow</name>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle for support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>{type} from {author}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply · {channel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactsPage</name>
    <message>
        <source>About this sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Something went wrong that should not; the log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {trouble}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Farewell</name>
    <message numerus="yes">
        <source>%n change(s) are kept here and go out the next time.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldButton</name>
    <message>
        <source>No {field}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldCell</name>
    <message>
        <source>{label} (required)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message>
        <source>{name} is not a file, so it cannot be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screenshot {number}.png</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {size}. Click to take it off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing unsent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: before {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: since {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: not {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open, finished, unsent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today or later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longer than 7 days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longer than 30 days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until this time tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within 7 days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Settings with “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take care</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyPlaceChoice</name>
    <message numerus="yes">
        <source>Use at least %n character(s); a short sentence is best.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The two do not match yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no keyring that can be used for the key of your data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock it with a &amp;passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You type it each time the program starts. Nobody can reset it for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it for this &amp;session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to remember, but everything kept here can no longer be read once the program ends, and changes that have not reached the desk by then are lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyringStep</name>
    <message>
        <source>Unlock the keyring of this system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this profile is in the keyring of this system, and the keyring does not give it out now. Unlock it, then try again. Nothing has been erased.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>Open this link?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link leads to:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is written to look like {host}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text of the link names another address than this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address uses letters of another alphabet that look like familiar ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands before the @ in this address is not where it leads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is a number instead of a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do &amp;not open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns of this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words are found by their beginnings. Only tickets kept here are searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ticket meets these conditions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a condition away, or go back to the view as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your tickets are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They appear here as they come; you can begin to work at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been fetched yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk cannot be reached now; new tickets you write are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is on your desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every ticket has an owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is overdue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody waits for your answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no ticket here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tickets appear here by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new ▸</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The list has changed ▸</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>No line has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest lines stand at the end. Passwords, keys and tokens never get here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only lines with these words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only &amp;troubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy what is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MailView</name>
    <message>
        <source>This message is shown as plain text, because its formatting is too heavy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the beginning of this very long message is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n remote picture(s) were not loaded.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Hide the quoted text</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Show the quoted text, %n line(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>Set a date…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the date</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewTicket</name>
    <message>
        <source>A file is still being copied. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket saved here. It goes to the desk when it can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was not saved. Everything you typed is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, in the requester&apos;s words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Create ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create the ticket (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this draft; closing the window keeps it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfflinePage</name>
    <message>
        <source>What is kept offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No profile is open, so there is nothing to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a new profile is made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of {desk}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets outside this choice are removed from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stay on the desk. Changes that have not been sent are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied. The status line shows how far the download is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>On the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved here, held back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for another change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused by the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes to the desk with the next sync.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes to the desk when it can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is on its way to the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent, but no answer came. The desk is asked before it is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk has it; the list here follows in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed the same on the desk. Choose what stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk did not accept it. Your text is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is held back for a moment, so that you can take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for another change that the desk did not accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal note: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: {kind} “{title}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {number} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {added} added, {removed} removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {added} added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {removed} removed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxLine</name>
    <message numerus="yes">
        <source>%n record(s) together</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A new record</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The desk had it, but lost it when it was restored from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, {when}. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} uploaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action}: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxWindow</name>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… and %n more change(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing on the desk since it was restored from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held back for a moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are saved here and not on the desk yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are saved here. They go to the desk when it can be reached.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write all unsent work to a file you can read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes you make wait here until the desk has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were written to the file.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageParts</name>
    <message>
        <source>Something went wrong that should not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log in the diagnostics has the details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>About this sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsent-work.zip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) written.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command, ticket, view or person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command, a ticket number, a name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets of people</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>Type your passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It locks what is kept here of {desk} for {person}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PersonStep</name>
    <message>
        <source>Sign in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name on the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It answers at {address}, version {version}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session has ended. Your work is kept here and goes on as soon as you are signed in. To work as somebody else, add another profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password goes to the desk only and is not kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message>
        <source>The desk had confirmed this, but lost it when it was restored from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was deleted on the desk before your change arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New messages arrived in this ticket since you wrote this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as the desk has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems that this program cannot solve by itself are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{act}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>{act}: {profile}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in &amp;again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move from this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits here cannot be read now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished text(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes {size} on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{person} ({login}) at {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{profile}; for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out. Last used: {moment}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open now. Last complete sync: {moment}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used: {moment}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfilesWindow</name>
    <message>
        <source>Profiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sign in to another desk…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each desk and each person has a store and a key of their own on this computer. They never mix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no profile here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to your service desk to make one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStep</name>
    <message>
        <source>The desk does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download has been stopped; what has come so far is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Sync now” takes it up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything you chose is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to the desk…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job}: {done} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to work, also without a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your tickets are on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You need not wait: the window can be opened now and fills while the download goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuarantinePage</name>
    <message>
        <source>Records not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything the desk sent could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are set aside, so that all others could come. They are read again as soon as the desk sends them anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide what came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what came</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuickLine</name>
    <message>
        <source>Printer on floor 3 jams @helen #printing !high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket in one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>@ requester   # queue   ! priority   ~ channel   owner:me   tag:vip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to take it out of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} is already given: {typed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which {field}? {typed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such {field}: {typed}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>{kind} saved here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} deleted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you typed is kept as a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>{field}: {message}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoveryKeyStep</name>
    <message>
        <source>Type your recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this profile is not where it was. Nothing has been erased: with the recovery key you were shown when you first signed in, everything opens again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capitals, spaces and dashes do not matter; 0 and O, 1 and I count as the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryKeyView</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery key is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste it into your password manager now; anything you copy next replaces it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery key of Deskclient for {profile}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery key could not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: {reason}. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery key is saved as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it to a place other than this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>Keep your recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data on this computer is encrypted. Should its key ever be lost, this recovery key is the only way back to work that has not reached the desk. It is shown now and not kept as text anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have &amp;kept the recovery key in a safe place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefEditor</name>
    <message>
        <source>Type a name, sign-in name, mail or phone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty to use the desk&apos;s own name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequesterCard</name>
    <message>
        <source>Copy {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other open tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open ticket {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedViewActs</name>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared with everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view “{name}” is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view is renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody sees this view now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only you see this view now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view “{name}” is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScopeEditor</name>
    <message>
        <source>Nothing would be kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one queue, or your own tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the desk for the size…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size is not known, because the desk cannot be asked now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on; the download shows how far it is and can be cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s), about {size} to download.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Attached files take up to {kept} more; the desk has {all} of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;My tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those you own or watch, whatever their queue and age.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets of queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Every queue you may see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only &amp;these queues:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The names of the queues are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open tickets are always kept, however old they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for attached files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Tickets changed in the last %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>None: files are fetched when you open them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScopeStep</name>
    <message>
        <source>What should be here without a network?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the download</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything you choose is kept on this computer, encrypted, and can be read and worked on offline. You can change this later in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecurityPage</name>
    <message>
        <source>Security</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No profile is open, so there is nothing to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{person} at {desk}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the key is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything kept here is encrypted. The key and the session are in the keyring of this system, which opens when you log in to this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything kept here is encrypted. The key and the session are locked by the passphrase you type when the program starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything kept here is encrypted with a key that exists only while the program runs. After it ends, nothing kept here can be read, unsent changes included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has it can read what is kept here. It is needed only if the key itself is lost. Look around before you show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide the recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show the recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing out removes the local copy and ends the session. Removing takes the profile out of the list as well. Before either, you are shown what has not reached the desk and decide what becomes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove from this computer…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetEditor</name>
    <message>
        <source>Add by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add and press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Takes effect when the program starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default: {setting}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>What is kept offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these words.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details and history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been changed since it was opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{view}: %n ticket(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInFailures</name>
    <message>
        <source>Too many tries or too much work: try again in %n second(s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInWindow</name>
    <message>
        <source>Signing in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to a desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to {desk}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking who answers at {address}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile belongs to {person}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk says that you are {other}. Nothing was changed here; to work as {other}, add another profile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>{state}. Show what waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what waits and why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusArea</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline: changes are kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else answers in the desk&apos;s place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out: sign in to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was restored; fetching everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another desk answers at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is too old for the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files here cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online · synced {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last sync: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting ▸</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) ▸</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepFields</name>
    <message>
        <source>Leave the status as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the status “{status}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepFrame</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop waiting for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‹ &amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SubjectLine</name>
    <message>
        <source>Subject: {subject}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>About this sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No profile is open, so nothing is synchronised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this desk guarantees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last troubles of the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last complete sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer and the desk agree on the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This computer is %n minute(s) behind the desk.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer is %n minute(s) ahead of the desk.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncWords</name>
    <message>
        <source>The desk is being asked for the first time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk answers; news come as they happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You work offline; everything is kept here until you go online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not answer; it is asked again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else answers in the desk&apos;s place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session has ended; sign in again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was restored from a backup; everything is fetched anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another desk answers at this address; nothing is sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is too old for the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files on this computer cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files on this computer are open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own tickets, whatever their age.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets of every queue you may see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets of these queues: {queues}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of those, all that are open or changed in the last %n day(s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attached files up to {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change of the desk is told in order; none is missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes are found by their time; a full comparison finds what that misses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes are found by comparing lists, so they may come late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new record is made exactly once, however often it has to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reply or note appears exactly once, however often it has to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk merges field by field: nobody&apos;s change is overwritten unseen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk refuses an edit of an older state, so nobody&apos;s change is overwritten unseen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not check edits; what was overwritten is found afterwards and shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is deleted on the desk goes here too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is deleted on the desk is noticed by a comparison, once a day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An interrupted upload goes on where it stopped, and is checked by its content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News come within seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News come when the desk is asked, every few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If an answer is lost, the desk is searched before anything is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Hello {{requester.name|there}},

I am sorry for the trouble this has caused.

[...]

Thank you for your patience.

Kind regards
{{me.name}}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Structure of a good reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greeting, apology, solution, thanks, signature</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{number}k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %n min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %n h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %n d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format within this year</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format with the year</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n row(s)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketDeck</name>
    <message numerus="yes">
        <source>At most %n ticket(s) can be changed at once.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s): {field} taken away.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s): {field} is now “{value}”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tags of %n ticket(s) changed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no number yet)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TicketHeader</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details and history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide details and history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue, was due {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a template, or type / and its shortcut in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only colleagues see this note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ticket has no requester yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tickets, or Ctrl+K for commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, a number, or conditions such as queue:network is:open &quot;exact words&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the theme: system, light, dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} at {desk}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UndoSendBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply saved here. It goes to the desk when it can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note saved here. It goes to the desk when it can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Reply saved here. It goes in %n second(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reply saved here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note saved here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message>
        <source>Unlock {desk}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring still does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnsentWords</name>
    <message>
        <source>What is kept here cannot be read now, so nobody can say what is in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n of the changes need(s) your decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n unfinished text(s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n attached file(s), {size} together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n reply(ies) not sent to the requester.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n internal note(s) not on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n new record(s) the desk does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n changed record(s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n change(s) of several records at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n deletion(s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n change(s) that are not on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingPopover</name>
    <message>
        <source>Everything is on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, {when}. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WarningStrip</name>
    <message>
        <source>Send again if it is meant so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sentence} “{found}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_WithOther</name>
    <message>
        <source>Use the recovery key instead</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Undo the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last change made in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the numbers of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the addresses of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy number and &amp;subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy one line of text for each selected ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;all tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every ticket of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the keyboard into the search line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New ticket…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a ticket from one line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ticket with the &amp;full form…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a ticket with every field at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send what waits and fetch what is new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work &amp;offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep everything here until you go online again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Profiles…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another desk or sign in as somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign ou&amp;t…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the session; you decide about unsent work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window; unsent work is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit the program; unsent work is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command or ticket…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command, a ticket, a view or a person by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;My open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unassigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>O&amp;verdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;All open tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Waiting for us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With u&amp;nsent changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N&amp;ext ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard to the &amp;sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard to the &amp;list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard to the &amp;detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See all shortcuts at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Deskclient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set s&amp;tatus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set &amp;priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open in a tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this ticket open beside the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in a &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this ticket in a window of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reply…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write to the requester.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal &amp;note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what only the desk can see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Solve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what was done and close the matter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign to &amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Become the owner of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Assign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the owner of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to &amp;queue…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the queue of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tatus…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the status of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Priority…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the priority of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;gs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add or remove tags of the selected tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as rea&amp;d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Outbox…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See each change that is not on the desk yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Decisions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide where the desk and you changed the same field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export unsent work…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write everything that waits to a file you can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About this sync…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is kept here and how the last sync went.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;iagnostics…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the logs and make a bundle for support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how the program looks and what it keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the sidebar in full or as icons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Detail beside the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the detail beside the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme as the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mfortable rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two lines for each ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One line and columns for each ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;olumns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose and order the columns of this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a &amp;view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep filters, order and columns under a name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>domain</name>
    <message>
        <source>A field name, with a leading minus for descending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file came compressed although that was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of the profile cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file under way was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A letter is wrong or missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A local file cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A local file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message went to the ticket that yours was merged into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A public reply waits this long before it goes, also offline. 0 sends at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A received file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record from the desk could not be understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A site or everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored record is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored value is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web page answers at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web service answers, but it is not a desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advice given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answers the call, 4 is the maker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch is an object with client_id, person_id and ops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch names its client_id and person_id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A clock that is wrong by years makes certificates look invalid. Set it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new record cannot begin in this state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number is too large or not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A placeholder is still to be filled in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record with this id is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After a lost answer the desk is searched before anything is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All connections to the desk are in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it was thrown away: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All others are here. The desk&apos;s administrator should look at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always keep my tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An attached file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier change of the same record waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An extension cannot be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An upload goes on where it was broken off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An upload that breaks off begins anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another change has to come first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another change of the same group was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another change that this one depends on was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another desk answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another desk answers at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another window of this program uses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask a lead of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the administrator of the desk if you should have the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the administrator to bring the desk up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asset or serial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attach it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below 200 MB the local copy may have to be cut down; unsent work goes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both tickets must be there, and be two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the date of this computer the certificate begins in the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the date of this computer the certificate is out of date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes uploaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes are found by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of yours that it had confirmed and lost: {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes that are here again: {changes}; drafts: {drafts}. The damaged file is kept in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check name and password, and whether the capitals key is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check replies before they are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it still exists and may be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder can be written and that the disk has room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder of your profile is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address of the desk with your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address with your administrator, or add the other desk as a profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address. In a guest network, sign in there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address: the desk may have its own, or a path after the name. In a guest network, sign in there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date of this computer; if it is right, tell the administrator of the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network connection; your work is safe here and goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the proxy settings of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check who owns the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on a local disk, with --data-dir.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another state instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock offset in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close its window first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs that use the folder, then remove it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable shows two lines for each ticket, compact shows one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare it with the one you wrote down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete pulls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be reproduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decisions waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted records are found by comparing lists, once in a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletions are told by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density of lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Department</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digest mismatches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits are checked by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries are added once by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it first, or say that it may be thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For events: rows of field, old, new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the recovery key at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held back until you or the clock release it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold a reply if the requester wrote again meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of attached files is kept on this computer. For new profiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If they are really gone, they will go with the next complete check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If your organisation signs its own certificates, have its authority added to the certificates of this computer. The check cannot be skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In percent of the system&apos;s text size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the extension that speaks to this kind of desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newest version of this program; unsent work stays here and is sent then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install what Qt needs: libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libdbus-1-3 libfontconfig1, and run it in a desktop session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be read and exported here, but not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be changed any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not begin as it should.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes beyond the size this program accepts, so it was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been sent, or may have been.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a page for a browser, not the service of a desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is compressed in a way that was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is fetched from its start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept and can be exported. A newer version may be able to send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no address of a web service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown in another window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its compressed content cannot be unpacked, so all of it was thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its content was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its digest is not the expected one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key is kept elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its key is kept under a passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its passphrase is asked for at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep tickets changed in the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key of {person} at {desk}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys are kept by the system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last complete sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local storage failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the ticket on the desk, then send it again or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the outbox before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mail domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new ticket of it, or keep the text as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make this change on the other ticket, or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Media type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merges are told by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message from the requester</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More bytes were sent than the file has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names cannot be looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names in other languages that find this queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New records are made once by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>News come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No computer has the name in the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection came about in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file was named for the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No overwriting in silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No passphrase opens this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection came about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can tell whether this reached the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody this computer trusts has signed the certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be saved in it any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known here of the profile {profile}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The date of this computer is probably wrong: check it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The date of this computer is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defaults are in use; the damaged file is kept as {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk answered with the error {status}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has stopped because of a fault in the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry belongs to another ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extension “{name}” is broken or does not fit this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fault is in the desk&apos;s log; trying again later may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The feed needs a cursor; a first pull gives one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field is not changed in this way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring of this system did not answer as it should: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile needs the extension “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent or fetched until you go online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent or fetched. Make another profile for the other desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a reply or a note that was not sent can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an administrator creates queues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for tickets I own or watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only leads and administrators change colleagues.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only leads and administrators change the order of the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only leads and administrators may delete this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the desk sets this field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the desk writes the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the desk writes this field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only troubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who manages the queue may delete this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the outbox to send them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open tickets are kept in any case. 0 keeps all. For new profiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order in the ticket, given by the desk; absent until it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other records still refer to it; switch it off instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overwriting is noticed afterwards, in the history of the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending third party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People affected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profiles can be locked by a passphrase instead, or be kept for a session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pull everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it where the requester can fetch it and send a link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt did not start within a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt {version} on {platform}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt {version} works, but there is no desktop session here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the new message, then send, edit or discard this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records missing in its list: {count}. Nothing was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records to index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery did not give a sound file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused by the desk; your text is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote access allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remote session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removals stopped by the brake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing it would lose what the desk does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reply templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requester</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for attachments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of name and width, in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which version you changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send it again, or discard it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the text without the file, or attach another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent exactly once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, not confirmed yet; it will be checked before it is sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the date and the time of this computer; then everything goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set them in the proxy settings of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared with everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the text, or attach the long part as a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show who wrote and the subject in notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again; your work is safe here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in as the user of this profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to the desk to make it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solved at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed it since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed the record since you looked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else is signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else answers at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else answers in place of the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the client from a desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off everything from the question mark or the hash sign on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the administrator of the desk; your work is safe here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That window comes to the front.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not protected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address leads somewhere else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address must not contain a user name or a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address names no computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address now leads to another desk than the one this profile belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of a desk begins with https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the desk cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer came so slowly that it was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer does not carry the mark of a desk; it was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is a redirect, as sign-in pages of networks give it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is a redirect, which a desk never gives; it was not followed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is not one of a web service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the desk cannot be understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the desk cannot be unpacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the desk is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the desk is too big</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the desk to this change was not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The attached file is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bytes ended before their announced length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bytes that arrived are not the ones announced; send the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate belongs to another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the desk has expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the desk is not trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the desk is not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the desk is refused because this computer and the desk do not agree on the date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the desk was not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change is kept and asked about again; an update of this program may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change was not saved any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check of the certificate failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer was reached, but no service answers at that port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection ended in the middle of an answer, so all of it was thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection failed for an unknown reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is too slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was broken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy made when it was attached cannot be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database library is too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk asks to wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk cannot write now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not accept connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not accept the session any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk failed at this change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk has another state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk has no room left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk has too much to do at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is asked for changes at intervals.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is too old for this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk listed far fewer records than are kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk may be stopped for maintenance; the next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk recognises a change that arrives twice and applies it once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk refused this change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk refuses the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk refuses to overwrite what somebody else has changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk says that your rights do not allow it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk speaks an older version of the protocol only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk speaks only a newer version of its protocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk tells what has changed, within seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk tells what was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was restored from a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was restored from a backup and no longer has this change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was restored to an earlier state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The digest is not a SHA-256.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the desk is full; the administrator has to make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has another size than was said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has not arrived yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is larger than the desk accepts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is not described as it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file with your keys is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file&apos;s digest is not a SHA-256.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is on a network drive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of your profile allows reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key may not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy is being rebuilt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy was damaged and is being fetched again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log never holds passwords or the text of tickets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name by which an HTML body shows this picture, without &apos;cid:&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the desk was not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name service of this network does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next try asks for less at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next try comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of people affected is not likely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operation will be tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operation&apos;s id is not a UUID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operation&apos;s id was used for another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other record has its entries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side closed the connection before it answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side does not speak TLS 1.2 or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other side shows a certificate that does not name the address of the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The outbox is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part after the colon must be a port number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place in the list of changes is too old or was made for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile could not be opened for work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is open already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy does not let the connection through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy set on this computer cannot be used for the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy set on this computer wants a user name and a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record has already been deleted on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record has been deleted on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record has changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is not here any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record this belongs to is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record this refers to is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record was merged into another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record&apos;s id is not a UUID.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request carries no token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request was sent, but no answer came in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The requester wrote again after you had read this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The requester wrote again before this was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The requester wrote last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rights of this person have changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session was ended, because its token was used twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings were damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in name or the password is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in was refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step back is not allowed by the order of states.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync goes on by itself. Please report this with the diagnostics.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sync met a fault of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text contains characters that cannot be stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text mentions a file, but none is attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ticket was merged into another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ticket was merged on the desk before your message arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upload is not known, or it has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The upload stands at another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value the change started from is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values are nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no desk at this address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for the change where your profile is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room where your profile is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such record on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such ticket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text besides what is quoted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no text, only files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is unsent work in this profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These operations belong to another person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This belongs to somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be changed once it is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be given to somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be taken back once it is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot become a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This change is too big for the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no way to the desk at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desk does not know the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desk does not know the kind of record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desk does not take files of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This field is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This field is required.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of a desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a date and time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a number of seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a place of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a recovery key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a scope.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not how it is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is sent in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too much at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of desk is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This operation has not been applied here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile belongs to a different desk, so nothing was exchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile belongs to another user of the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program is too old for the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step is not possible from the present state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value is not among the choices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value is not of the expected kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of the program cannot read this change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tickets you own or watch, whatever their queue and age.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to undo sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times reopened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests are under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many sign-ins have failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the address of the desk, such as desk.example.org.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the address the desk really has. In a guest network, sign in there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase again, or use the recovery key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed after a slash in the composer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it, choose a passphrase, or work for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock your keyring, or type the recovery key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsent work is not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the extension, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload-Offset says where the bytes belong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the address of the desk that begins with https.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a while</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for another change that was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warns of placeholders left unfilled and of files mentioned but not attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watchers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived at the desk was never what was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown is the local copy. Restart the program; nothing was erased.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is typed after # or queue:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent to the desk cannot be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was typed cannot be used as an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written once cannot be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written once stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a change of mine needs a decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the person did it, also without network; the desk notes its own time too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn by the requester</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without https anybody on the way could read and change everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without one nothing would be locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work has stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work is hampered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workaround given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write another message instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You and the desk changed the same field; a decision is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are asked before a reply is sent that does not answer the newest message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not allowed to do this on the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can work offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may be in a network that asks for a sign-in: open a web page in a browser first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not create this in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not do this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not hand this over to a queue you cannot see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not see this record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may only read in this queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is here, but it was encrypted with another key than the one found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is here, but its key is not in the keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keys stay locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your unsent work is here, but it cannot be opened with the key that was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your unsent work was damaged and has been recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your unsent work was saved by a newer version of the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deskclient {version} on Python {python}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it did not give back what was put into it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not say how far the file has come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not the part of the file that was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it says that more of the file arrived than there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no keyring of this system is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the list of records does not end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the upload is there and is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{desk} answers, version {version}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not on a disk of this computer; a database would break there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {size} MB; at most {most} MB can be attached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Русский</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>My open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for us</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
