<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>BulkBar</name>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Conversation</name>
        <message numerus="yes">
            <source>Show %n earlier entries</source>
            <translation>
                <numerusform>Show %n earlier entry</numerusform>
                <numerusform>Show %n earlier entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DecisionsWindow</name>
        <message numerus="yes">
            <source>%n change(s) wait for you. Nothing is lost until you decide.</source>
            <translation>
                <numerusform>%n change waits for you. Nothing is lost until you decide.</numerusform>
                <numerusform>%n changes wait for you. Nothing is lost until you decide.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n decision(s) saved here.</source>
            <translation>
                <numerusform>%n decision saved here.</numerusform>
                <numerusform>%n decisions saved here.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DetailPanel</name>
        <message numerus="yes">
            <source>%n new ↓</source>
            <translation>
                <numerusform>%n new ↓</numerusform>
                <numerusform>%n new ↓</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EditWords</name>
        <message numerus="yes">
            <source>%n ticket(s): {field} is now “{value}”.</source>
            <translation>
                <numerusform>%n ticket: {field} is now “{value}”.</numerusform>
                <numerusform>%n tickets: {field} is now “{value}”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n ticket(s): {field} taken away.</source>
            <translation>
                <numerusform>%n ticket: {field} taken away.</numerusform>
                <numerusform>%n tickets: {field} taken away.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{field} “{value}” of %n ticket(s)</source>
            <translation>
                <numerusform>{field} “{value}” of %n ticket</numerusform>
                <numerusform>{field} “{value}” of %n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ErasedPage</name>
        <message numerus="yes">
            <source>%n item(s) exported; they stay here as well.</source>
            <translation>
                <numerusform>%n item exported; they stay here as well.</numerusform>
                <numerusform>%n items exported; they stay here as well.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Farewell</name>
        <message numerus="yes">
            <source>%n change(s) are kept here and go out the next time.</source>
            <translation>
                <numerusform>%n change is kept here and goes out the next time.</numerusform>
                <numerusform>%n changes are kept here and go out the next time.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Filters</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeyPlaceChoice</name>
        <message numerus="yes">
            <source>Use at least %n character(s); a short sentence is best.</source>
            <translation>
                <numerusform>Use at least %n character; a short sentence is best.</numerusform>
                <numerusform>Use at least %n characters; a short sentence is best.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ListHead</name>
        <message numerus="yes">
            <source>%n ticket(s)</source>
            <translation>
                <numerusform>%n ticket</numerusform>
                <numerusform>%n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ListPanel</name>
        <message numerus="yes">
            <source>%n new ▸</source>
            <translation>
                <numerusform>%n new ▸</numerusform>
                <numerusform>%n new ▸</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MailView</name>
        <message numerus="yes">
            <source>%n remote picture(s) were not loaded.</source>
            <translation>
                <numerusform>%n remote picture was not loaded.</numerusform>
                <numerusform>%n remote pictures were not loaded.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Show the quoted text, %n line(s)</source>
            <translation>
                <numerusform>Show the quoted text, %n line</numerusform>
                <numerusform>Show the quoted text, %n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message numerus="yes">
            <source>%n replies</source>
            <translation>
                <numerusform>%n reply</numerusform>
                <numerusform>%n replies</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n notes</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new records</source>
            <translation>
                <numerusform>%n new record</numerusform>
                <numerusform>%n new records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n other changes</source>
            <translation>
                <numerusform>%n other change</numerusform>
                <numerusform>%n other changes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OutboxLine</name>
        <message numerus="yes">
            <source>%n record(s) together</source>
            <translation>
                <numerusform>%n record together</numerusform>
                <numerusform>%n records together</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… and %n more</numerusform>
                <numerusform>… and %n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OutboxWindow</name>
        <message numerus="yes">
            <source>… and %n more change(s)</source>
            <translation>
                <numerusform>… and %n more change</numerusform>
                <numerusform>… and %n more changes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more wait for this</source>
            <translation>
                <numerusform>… and %n more waits for this</numerusform>
                <numerusform>… and %n more wait for this</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) are saved here and not on the desk yet.</source>
            <translation>
                <numerusform>%n change is saved here and not on the desk yet.</numerusform>
                <numerusform>%n changes are saved here and not on the desk yet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) are saved here. While nothing can be written here, nothing is sent; they can be exported.</source>
            <translation>
                <numerusform>%n change is saved here. While nothing can be written here, nothing is sent; it can be exported.</numerusform>
                <numerusform>%n changes are saved here. While nothing can be written here, nothing is sent; they can be exported.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) are saved here. They go to the desk when it can be reached.</source>
            <translation>
                <numerusform>%n change is saved here. It goes to the desk when it can be reached.</numerusform>
                <numerusform>%n changes are saved here. They go to the desk when it can be reached.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) were written to the file.</source>
            <translation>
                <numerusform>%n change was written to the file.</numerusform>
                <numerusform>%n changes were written to the file.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message numerus="yes">
            <source>%n change(s) written.</source>
            <translation>
                <numerusform>%n change written.</numerusform>
                <numerusform>%n changes written.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Parting</name>
        <message numerus="yes">
            <source>%n unfinished text(s) cannot be kept.</source>
            <translation>
                <numerusform>%n unfinished text cannot be kept.</numerusform>
                <numerusform>%n unfinished texts cannot be kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PassphraseDialog</name>
        <message numerus="yes">
            <source>Use at least %n character(s); a short sentence is best.</source>
            <translation>
                <numerusform>Use at least %n character; a short sentence is best.</numerusform>
                <numerusform>Use at least %n characters; a short sentence is best.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProblemCard</name>
        <message numerus="yes">
            <source>%n more change(s) wait for this.</source>
            <translation>
                <numerusform>%n more change waits for this.</numerusform>
                <numerusform>%n more changes wait for this.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProfileCard</name>
        <message numerus="yes">
            <source>%n change(s) not sent.</source>
            <translation>
                <numerusform>%n change not sent.</numerusform>
                <numerusform>%n changes not sent.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unfinished text(s).</source>
            <translation>
                <numerusform>%n unfinished text.</numerusform>
                <numerusform>%n unfinished texts.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordList</name>
        <message numerus="yes">
            <source>%n ticket(s)</source>
            <translation>
                <numerusform>%n ticket</numerusform>
                <numerusform>%n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ScopeEditor</name>
        <message numerus="yes">
            <source>%n ticket(s), about {size} to download.</source>
            <translation>
                <numerusform>%n ticket, about {size} to download.</numerusform>
                <numerusform>%n tickets, about {size} to download.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tickets changed in the last %n day(s)</source>
            <translation>
                <numerusform>Tickets changed in the last %n day</numerusform>
                <numerusform>Tickets changed in the last %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message numerus="yes">
            <source>{view}: %n record(s)</source>
            <translation>
                <numerusform>{view}: %n record</numerusform>
                <numerusform>{view}: %n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{view}: %n ticket(s)</source>
            <translation>
                <numerusform>{view}: %n ticket</numerusform>
                <numerusform>{view}: %n tickets</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SignInFailures</name>
        <message numerus="yes">
            <source>Too many tries or too much work: try again in %n second(s).</source>
            <translation>
                <numerusform>Too many tries or too much work: try again in %n second.</numerusform>
                <numerusform>Too many tries or too much work: try again in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusArea</name>
        <message numerus="yes">
            <source>%n change(s) waiting ▸</source>
            <translation>
                <numerusform>%n change waiting ▸</numerusform>
                <numerusform>%n changes waiting ▸</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n decision(s) ▸</source>
            <translation>
                <numerusform>%n decision ▸</numerusform>
                <numerusform>%n decisions ▸</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncPage</name>
        <message numerus="yes">
            <source>This computer is %n minute(s) behind the desk.</source>
            <translation>
                <numerusform>This computer is %n minute behind the desk.</numerusform>
                <numerusform>This computer is %n minutes behind the desk.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>This computer is %n minute(s) ahead of the desk.</source>
            <translation>
                <numerusform>This computer is %n minute ahead of the desk.</numerusform>
                <numerusform>This computer is %n minutes ahead of the desk.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SyncWords</name>
        <message numerus="yes">
            <source>Of those, all that are open or changed in the last %n day(s).</source>
            <translation>
                <numerusform>Of those, all that are open or changed in the last %n day.</numerusform>
                <numerusform>Of those, all that are open or changed in the last %n days.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Texts</name>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n byte</numerusform>
                <numerusform>%n bytes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h</source>
            <translation>
                <numerusform>%n h</numerusform>
                <numerusform>%n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n d</source>
            <translation>
                <numerusform>%n d</numerusform>
                <numerusform>%n d</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n min</source>
            <translation>
                <numerusform>in %n min</numerusform>
                <numerusform>in %n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n h</source>
            <translation>
                <numerusform>in %n h</numerusform>
                <numerusform>in %n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>in %n d</source>
            <translation>
                <numerusform>in %n d</numerusform>
                <numerusform>in %n d</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n row</numerusform>
                <numerusform>%n rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TicketDeck</name>
        <message numerus="yes">
            <source>No change to %n ticket(s) that you may only read.</source>
            <translation>
                <numerusform>No change to %n ticket that you may only read.</numerusform>
                <numerusform>No change to %n tickets that you may only read.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n ticket(s) can be changed at once.</source>
            <translation>
                <numerusform>At most %n ticket can be changed at once.</numerusform>
                <numerusform>At most %n tickets can be changed at once.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>tags of %n ticket(s)</source>
            <translation>
                <numerusform>tags of %n ticket</numerusform>
                <numerusform>tags of %n tickets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tags of %n ticket(s) changed.</source>
            <translation>
                <numerusform>Tags of %n ticket changed.</numerusform>
                <numerusform>Tags of %n tickets changed.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UndoSendBar</name>
        <message numerus="yes">
            <source>Reply saved here. It goes in %n second(s).</source>
            <translation>
                <numerusform>Reply saved here. It goes in %n second.</numerusform>
                <numerusform>Reply saved here. It goes in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UnsentWords</name>
        <message numerus="yes">
            <source>%n of the changes need(s) your decision.</source>
            <translation>
                <numerusform>%n of the changes needs your decision.</numerusform>
                <numerusform>%n of the changes need your decision.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n unfinished text(s).</source>
            <translation>
                <numerusform>%n unfinished text.</numerusform>
                <numerusform>%n unfinished texts.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n attached file(s), {size} together.</source>
            <translation>
                <numerusform>%n attached file, {size} together.</numerusform>
                <numerusform>%n attached files, {size} together.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n reply(ies) not sent to the requester.</source>
            <translation>
                <numerusform>%n reply not sent to the requester.</numerusform>
                <numerusform>%n replies not sent to the requester.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n internal note(s) not on the desk.</source>
            <translation>
                <numerusform>%n internal note not on the desk.</numerusform>
                <numerusform>%n internal notes not on the desk.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new record(s) the desk does not know.</source>
            <translation>
                <numerusform>%n new record the desk does not know.</numerusform>
                <numerusform>%n new records the desk does not know.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed record(s).</source>
            <translation>
                <numerusform>%n changed record.</numerusform>
                <numerusform>%n changed records.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) of several records at once.</source>
            <translation>
                <numerusform>%n change of several records at once.</numerusform>
                <numerusform>%n changes of several records at once.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n deletion(s).</source>
            <translation>
                <numerusform>%n deletion.</numerusform>
                <numerusform>%n deletions.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) that are not on the desk.</source>
            <translation>
                <numerusform>%n change that is not on the desk.</numerusform>
                <numerusform>%n changes that are not on the desk.</numerusform>
            </translation>
        </message>
    </context>
</TS>
