<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Deskclient</source>
        <translation>О программе Deskclient</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Версия {version}</translation>
    </message>
    <message>
        <source>A service desk that keeps working when the network does not.</source>
        <translation>Клиент службы поддержки, который работает и без сети.</translation>
    </message>
    <message>
        <source>Licensed under the Apache License 2.0. Icons by Lucide (ISC).</source>
        <translation>Лицензия Apache 2.0. Значки Lucide (ISC).</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>AddressStep</name>
    <message>
        <source>Where is your service desk?</source>
        <translation>Где находится ваша служба поддержки?</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Address of the desk</source>
        <translation>Адрес сервера</translation>
    </message>
    <message>
        <source>desk.example.org</source>
        <translation>desk.example.org</translation>
    </message>
    <message>
        <source>Type it as you would in a browser. The connection is always encrypted, except to a desk on this very computer.</source>
        <translation>Введите его, как в браузере. Соединение всегда шифруется, кроме подключения к серверу на этом же компьютере.</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>{name}, {size}. Click to open, drag it out, or right-click for more.</source>
        <translation>{name}, {size}. Щёлкните, чтобы открыть, перетащите наружу или нажмите правую кнопку мыши.</translation>
    </message>
    <message>
        <source>Attached file {name}, {size}</source>
        <translation>Вложенный файл {name}, {size}</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Сохранить как…</translation>
    </message>
    <message>
        <source>{name}  fetching…</source>
        <translation>{name}  загрузка…</translation>
    </message>
    <message>
        <source>This file can run a program</source>
        <translation>Этот файл может запустить программу</translation>
    </message>
    <message>
        <source>{name} can run a program on this computer.</source>
        <translation>{name} может запустить программу на этом компьютере.</translation>
    </message>
    <message>
        <source>Open it only if you expected it from this sender.</source>
        <translation>Открывайте его, только если ждали его от этого отправителя.</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>Всё равно открыть</translation>
    </message>
    <message>
        <source>No program on this computer opens {name}.</source>
        <translation>На этом компьютере нет программы, которая открывает {name}.</translation>
    </message>
    <message>
        <source>Save the attached file</source>
        <translation>Сохранить вложенный файл</translation>
    </message>
    <message>
        <source>The file could not be saved. {why}</source>
        <translation>Не удалось сохранить файл. {why}</translation>
    </message>
    <message>
        <source>{name} is not on this computer yet. It needs the desk.</source>
        <translation>{name} ещё нет на этом компьютере. Нужна связь с сервером.</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Attach files; dropping and pasting works too</source>
        <translation>Прикрепить файлы; их можно также перетащить или вставить</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Прикрепить файлы</translation>
    </message>
    <message>
        <source>0:00</source>
        <comment>minutes spent, none yet</comment>
        <translation>0:00</translation>
    </message>
    <message>
        <source>Time spent, as minutes or 1:30; the watch times a call</source>
        <translation>Затраченное время: минуты или 1:30; часы слева засекают звонок</translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation>Затрачено минут</translation>
    </message>
    <message>
        <source>Send and set the status</source>
        <translation>Отправить и сменить статус</translation>
    </message>
    <message>
        <source>Send and set “{status}”</source>
        <translation>Отправить и установить «{status}»</translation>
    </message>
    <message>
        <source>Add note as {status}</source>
        <translation>Добавить заметку: {status}</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Добавить заметку</translation>
    </message>
    <message>
        <source>Send as {status}</source>
        <translation>Отправить: {status}</translation>
    </message>
    <message>
        <source>Send reply</source>
        <translation>Отправить ответ</translation>
    </message>
    <message>
        <source>{action} (Ctrl+Enter)</source>
        <translation>{action} (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Nothing can be sent while nothing can be saved here</source>
        <translation>Пока здесь нельзя сохранять, отправить нельзя</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Acts on the selected tickets</source>
        <translation>Действия с выбранными заявками</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>Выбрана %n</numerusform>
            <numerusform>Выбраны %n</numerusform>
            <numerusform>Выбрано %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Снять выделение</translation>
    </message>
</context>
<context>
    <name>BundlePage</name>
    <message>
        <source>Collecting…</source>
        <translation>Собираем…</translation>
    </message>
    <message>
        <source>Save the bundle</source>
        <translation>Сохранить отчёт</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>Архивы ZIP (*.zip)</translation>
    </message>
    <message>
        <source>The bundle is saved as {file}.</source>
        <translation>Отчёт сохранён как {file}.</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere; give it to whoever helps you.</source>
        <translation>Никуда ничего не отправлено; передайте файл тому, кто вам помогает.</translation>
    </message>
    <message>
        <source>Bundle for support</source>
        <translation>Отчёт для поддержки</translation>
    </message>
    <message>
        <source>This is exactly what the file will hold. Read it, and untick what shall stay here. It has no passwords, no keys and no text of tickets.</source>
        <translation>Именно это будет в файле. Прочитайте и снимите флажки с того, что должно остаться здесь. В нём нет паролей, ключей и текста заявок.</translation>
    </message>
    <message>
        <source>Parts of the bundle</source>
        <translation>Части отчёта</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Сохранить как…</translation>
    </message>
    <message>
        <source>&amp;Collect again</source>
        <translation>Собрать &amp;заново</translation>
    </message>
</context>
<context>
    <name>CannotOpen</name>
    <message>
        <source>{desk} cannot be opened</source>
        <translation>Не удалось открыть {desk}</translation>
    </message>
    <message>
        <source>Nothing was changed; everything you wrote is still there.</source>
        <translation>Ничего не изменено; всё написанное вами на месте.</translation>
    </message>
    <message>
        <source>Nothing was changed, and nothing was begun anew.</source>
        <translation>Ничего не изменено и ничего не начато заново.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Other profiles…</source>
        <translation>Другие профили…</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>{name} changed {changes}</source>
        <translation>{name}: {changes}</translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Change this condition; Delete takes it away.</source>
        <translation>Изменить условие; клавиша Delete убирает его.</translation>
    </message>
    <message>
        <source>Take this condition away.</source>
        <translation>Убрать это условие.</translation>
    </message>
    <message>
        <source>Take away: {condition}</source>
        <translation>Убрать: {condition}</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Добавить условие</translation>
    </message>
    <message>
        <source>Keep these conditions as a view</source>
        <translation>Сохранить эти условия как представление</translation>
    </message>
    <message>
        <source>Filter by</source>
        <translation>Условие</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>Nothing fits.</source>
        <translation>Ничего не подходит.</translation>
    </message>
    <message>
        <source>Type to narrow</source>
        <translation>Начните вводить</translation>
    </message>
    <message>
        <source>Narrow the choices</source>
        <translation>Сузить список</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Draft restored</source>
        <translation>Черновик восстановлен</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>Черновик сохранён</translation>
    </message>
    <message>
        <source>Not saved: kept only until this window is closed</source>
        <translation>Не сохранено: есть до закрытия окна</translation>
    </message>
    <message>
        <source>A file is still being copied. Send again in a moment.</source>
        <translation>Файл ещё копируется. Отправьте чуть позже.</translation>
    </message>
    <message>
        <source>This was not saved. Your text is still here.</source>
        <translation>Сохранить не удалось. Ваш текст остался здесь.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Шаблоны</translation>
    </message>
    <message>
        <source>The ticket has nothing for: {names}</source>
        <translation>В заявке нет данных для: {names}</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Прикрепить файлы</translation>
    </message>
    <message>
        <source>Write a note that only colleagues see</source>
        <translation>Напишите заметку, видную только коллегам</translation>
    </message>
    <message>
        <source>Write a reply to the requester</source>
        <translation>Напишите ответ инициатору</translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Кто-то другой</translation>
    </message>
    <message>
        <source>{name}, {when}</source>
        <translation>{name}, {when}</translation>
    </message>
    <message>
        <source>{field}: it was {base}, mine is {mine}, theirs is {theirs}</source>
        <translation>{field}: было {base}, моё {mine}, чужое {theirs}</translation>
    </message>
    <message>
        <source>It was: {value}</source>
        <translation>Было: {value}</translation>
    </message>
    <message>
        <source>Mine: {value}</source>
        <translation>Моё: {value}</translation>
    </message>
    <message>
        <source>Theirs: {value}</source>
        <translation>Чужое: {value}</translation>
    </message>
    <message>
        <source>{mine} (not possible from there any more)</source>
        <translation>{mine} (оттуда уже невозможно)</translation>
    </message>
    <message>
        <source>Instead: {value}</source>
        <translation>Вместо этого: {value}</translation>
    </message>
    <message>
        <source>&amp;{number}  {words}</source>
        <translation>&amp;{number}  {words}</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Моё</translation>
    </message>
    <message>
        <source>Theirs: {who}</source>
        <translation>Чужое: {who}</translation>
    </message>
    <message>
        <source>This will be saved; edit it as you like:</source>
        <translation>Будет сохранено; при желании отредактируйте:</translation>
    </message>
    <message>
        <source>Merged text of {field}</source>
        <translation>Объединённый текст: {field}</translation>
    </message>
    <message>
        <source>Take &amp;mine</source>
        <translation>Взять &amp;моё</translation>
    </message>
    <message>
        <source>Take &amp;theirs</source>
        <translation>Взять &amp;чужое</translation>
    </message>
    <message>
        <source>Take &amp;both</source>
        <translation>Взять &amp;оба</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Conversation</source>
        <translation>Переписка</translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier entries</source>
        <translation>
            <numerusform>Показать ещё %n запись</numerusform>
            <numerusform>Показать ещё %n записи</numerusform>
            <numerusform>Показать ещё %n записей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionsWindow</name>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation>Показать запись</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait for you. Nothing is lost until you decide.</source>
        <translation>
            <numerusform>%n изменение ждёт вашего решения. До него ничего не пропадёт.</numerusform>
            <numerusform>%n изменения ждут вашего решения. До него ничего не пропадёт.</numerusform>
            <numerusform>%n изменений ждут вашего решения. До него ничего не пропадёт.</numerusform>
        </translation>
    </message>
    <message>
        <source>All &amp;mine</source>
        <translation>&amp;Везде моё</translation>
    </message>
    <message>
        <source>All &amp;theirs</source>
        <translation>Ве&amp;зде чужое</translation>
    </message>
    <message>
        <source>&amp;Save decisions</source>
        <translation>&amp;Сохранить решения</translation>
    </message>
    <message>
        <source>Save what is chosen and send it (Ctrl+Enter)</source>
        <translation>Сохранить выбранное и отправить (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Nothing waits for your decision.</source>
        <translation>Решать нечего.</translation>
    </message>
    <message>
        <source>Changes that collide with somebody else&apos;s are shown here side by side.</source>
        <translation>Здесь рядом показываются ваши и чужие изменения, которые столкнулись.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) saved here.</source>
        <translation>
            <numerusform>%n решение сохранено здесь.</numerusform>
            <numerusform>%n решения сохранены здесь.</numerusform>
            <numerusform>%n решений сохранено здесь.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DepartureDialog</name>
    <message>
        <source>Looking for work that has not reached the desk…</source>
        <translation>Ищем то, что ещё не дошло до сервера…</translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation>Экспорт неотправленного</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>Архивы ZIP (*.zip)</translation>
    </message>
    <message>
        <source>Leaving {desk}…</source>
        <translation>Выход из {desk}…</translation>
    </message>
    <message>
        <source>Sign out of {desk}?</source>
        <translation>Выйти из {desk}?</translation>
    </message>
    <message>
        <source>Remove {desk}?</source>
        <translation>Удалить {desk}?</translation>
    </message>
    <message>
        <source>&amp;Yes, this work may be lost for good</source>
        <translation>&amp;Да, эти данные можно потерять навсегда</translation>
    </message>
    <message>
        <source>Do not leave</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>There is work of {person} here that has not reached the desk:</source>
        <translation>Здесь есть работа, которая ещё не дошла до сервера ({person}):</translation>
    </message>
    <message>
        <source>{person} is signed out and the local copy is removed from this computer. Everything is on the desk and comes back with the next sign-in.</source>
        <translation>Сеанс пользователя {person} завершится, а локальная копия будет удалена с этого компьютера. Всё есть на сервере и вернётся при следующем входе.</translation>
    </message>
    <message>
        <source>The local copy, its key and the session of {person} are removed from this computer. The tickets stay on the desk.</source>
        <translation>Локальная копия, её ключ и сеанс пользователя {person} будут удалены с этого компьютера. Заявки останутся на сервере.</translation>
    </message>
    <message>
        <source>&amp;Keep it here, encrypted</source>
        <translation>&amp;Оставить здесь в зашифрованном виде</translation>
    </message>
    <message>
        <source>It is sent when {person} signs in again on this computer.</source>
        <translation>Будет отправлено, когда {person} снова войдёт на этом компьютере.</translation>
    </message>
    <message>
        <source>&amp;Export it to a file first</source>
        <translation>Сначала &amp;экспортировать в файл</translation>
    </message>
    <message>
        <source>A ZIP that can be read without this program, and without a password. It is not sent to the desk any more; what is in it must be entered again by hand.</source>
        <translation>Архив ZIP, который читается без этой программы и без пароля. На сервер он уже не отправится: его содержимое придётся вводить заново вручную.</translation>
    </message>
    <message>
        <source>&amp;Discard it</source>
        <translation>О&amp;тбросить</translation>
    </message>
    <message>
        <source>It never reaches the desk, and nobody can bring it back.</source>
        <translation>До сервера это не дойдёт, и вернуть его никто не сможет.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation>Удалить с этого компьютера</translation>
    </message>
    <message>
        <source>Keep and sign out</source>
        <translation>Оставить и выйти</translation>
    </message>
    <message>
        <source>Export and sign out…</source>
        <translation>Экспортировать и выйти…</translation>
    </message>
    <message>
        <source>Export and remove…</source>
        <translation>Экспортировать и удалить…</translation>
    </message>
    <message>
        <source>Discard and sign out</source>
        <translation>Отбросить и выйти</translation>
    </message>
    <message>
        <source>Discard and remove</source>
        <translation>Отбросить и удалить</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Пока ничего не написано.</translation>
    </message>
    <message>
        <source>The conversation is being fetched…</source>
        <translation>Переписка загружается…</translation>
    </message>
    <message>
        <source>The conversation is not on this computer yet. It comes when the desk can be reached.</source>
        <translation>Переписки ещё нет на этом компьютере. Она появится, когда сервер станет доступен.</translation>
    </message>
    <message>
        <source>The desk did not give the conversation. Open the ticket again to ask once more.</source>
        <translation>Сервер не отдал переписку. Откройте заявку ещё раз, чтобы повторить запрос.</translation>
    </message>
    <message numerus="yes">
        <source>%n new ↓</source>
        <translation>
            <numerusform>%n новая ↓</numerusform>
            <numerusform>%n новые ↓</numerusform>
            <numerusform>%n новых ↓</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DiagnosticsWindow</name>
    <message>
        <source>Health</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Неполадки</translation>
    </message>
    <message>
        <source>Records not understood</source>
        <translation>Непонятые записи</translation>
    </message>
    <message>
        <source>About this sync</source>
        <translation>О синхронизации</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Bundle for support</source>
        <translation>Отчёт для поддержки</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message>
        <source>new {kind} “{title}”</source>
        <translation>{kind} «{title}»</translation>
    </message>
    <message>
        <source>{ticket}: {field} is now “{value}”.</source>
        <translation>{ticket}: {field} — теперь «{value}».</translation>
    </message>
    <message>
        <source>{ticket}: {field} taken away.</source>
        <translation>{ticket}: {field} — убрано.</translation>
    </message>
    <message>
        <source>{field} “{value}” of {ticket}</source>
        <translation>{field} «{value}», {ticket}</translation>
    </message>
    <message>
        <source>Undone: {change}.</source>
        <translation>Отменено: {change}.</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Отменено.</translation>
    </message>
    <message>
        <source>Undone: {change}. The desk had it already and is told so.</source>
        <translation>Отменено: {change}. Изменение уже было на сервере, ему отправлена отмена.</translation>
    </message>
    <message>
        <source>Undone. The desk had it already and is told so.</source>
        <translation>Отменено. Изменение уже было на сервере, ему отправлена отмена.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s): {field} is now “{value}”.</source>
        <translation>
            <numerusform>%n заявка: {field} — теперь «{value}».</numerusform>
            <numerusform>%n заявки: {field} — теперь «{value}».</numerusform>
            <numerusform>%n заявок: {field} — теперь «{value}».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s): {field} taken away.</source>
        <translation>
            <numerusform>%n заявка: {field} — убрано.</numerusform>
            <numerusform>%n заявки: {field} — убрано.</numerusform>
            <numerusform>%n заявок: {field} — убрано.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{field} “{value}” of %n ticket(s)</source>
        <translation>
            <numerusform>{field} «{value}» у %n заявки</numerusform>
            <numerusform>{field} «{value}» у %n заявок</numerusform>
            <numerusform>{field} «{value}» у %n заявок</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>{type} from {author}, {time}</source>
        <translation>{type}, {author}, {time}</translation>
    </message>
    <message>
        <source>Unknown sender</source>
        <translation>Неизвестный отправитель</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Внутренняя заметка</translation>
    </message>
    <message>
        <source>Reply · {channel}</source>
        <translation>Ответ · {channel}</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
</context>
<context>
    <name>ErasedPage</name>
    <message>
        <source>Export unsent work</source>
        <translation>Экспорт неотправленного</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>Архивы ZIP (*.zip)</translation>
    </message>
    <message>
        <source>The copy on this computer was erased</source>
        <translation>Копия на этом компьютере стёрта</translation>
    </message>
    <message>
        <source>The copy on this computer is being erased</source>
        <translation>Копия на этом компьютере стирается</translation>
    </message>
    <message>
        <source>An administrator of {desk} has ordered it for {person}; the order came {moment}. The tickets and files kept here go, with the key that opened them, and the session on this computer has ended. On the desk everything is as it was.</source>
        <translation>Так распорядился администратор сервера {desk}. Пользователь: {person}, распоряжение получено: {moment}. Хранившиеся здесь заявки и файлы удаляются вместе с их ключом, сеанс на этом компьютере завершён. На сервере всё осталось как было.</translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation>Войти снова…</translation>
    </message>
    <message>
        <source>Export unsent work…</source>
        <translation>Экспорт неотправленного…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Remove the profile from this computer…</source>
        <translation>Удалить профиль с этого компьютера…</translation>
    </message>
    <message>
        <source>Nothing was unsent.</source>
        <translation>Неотправленного не было.</translation>
    </message>
    <message>
        <source>Kept here, encrypted, because it has not reached the desk:</source>
        <translation>Не дошло до сервера и сохранено здесь в зашифрованном виде:</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) exported; they stay here as well.</source>
        <translation>
            <numerusform>Экспортирован %n элемент; здесь он тоже остаётся.</numerusform>
            <numerusform>Экспортировано %n элемента; здесь они тоже остаются.</numerusform>
            <numerusform>Экспортировано %n элементов; здесь они тоже остаются.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Something went wrong that should not; the log has the details.</source>
        <translation>Произошла внутренняя ошибка; подробности в журнале.</translation>
    </message>
    <message>
        <source>{field}: {trouble}</source>
        <translation>{field}: {trouble}</translation>
    </message>
</context>
<context>
    <name>Farewell</name>
    <message numerus="yes">
        <source>%n change(s) are kept here and go out the next time.</source>
        <translation>
            <numerusform>%n изменение хранится здесь и уйдёт в следующий раз.</numerusform>
            <numerusform>%n изменения хранятся здесь и уйдут в следующий раз.</numerusform>
            <numerusform>%n изменений хранятся здесь и уйдут в следующий раз.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldButton</name>
    <message>
        <source>No {field}</source>
        <translation>{field}: нет</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}: {value}</translation>
    </message>
</context>
<context>
    <name>FieldCell</name>
    <message>
        <source>{label} (required)</source>
        <translation>{label} (обязательно)</translation>
    </message>
</context>
<context>
    <name>FileTray</name>
    <message>
        <source>{name} is not a file, so it cannot be attached.</source>
        <translation>{name} — не файл, поэтому прикрепить его нельзя.</translation>
    </message>
    <message>
        <source>Screenshot {number}.png</source>
        <translation>Снимок экрана {number}.png</translation>
    </message>
    <message>
        <source>Copying the file…</source>
        <translation>Файл копируется…</translation>
    </message>
    <message>
        <source>{name}, {size}. Click to take it off.</source>
        <translation>{name}, {size}. Щёлкните, чтобы убрать.</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Open</source>
        <translation>Открытые</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Не открытые</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Завершённые</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Незавершённые</translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation>Неотправленные</translation>
    </message>
    <message>
        <source>Nothing unsent</source>
        <translation>Всё отправлено</translation>
    </message>
    <message>
        <source>{field}: set</source>
        <translation>{field}: заполнено</translation>
    </message>
    <message>
        <source>{field}: none</source>
        <translation>{field}: нет</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}: {value}</translation>
    </message>
    <message>
        <source>{field}: before {value}</source>
        <translation>{field}: до {value}</translation>
    </message>
    <message>
        <source>{field}: since {value}</source>
        <translation>{field}: с {value}</translation>
    </message>
    <message>
        <source>{field}: not {value}</source>
        <translation>{field}: не {value}</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Open, finished, unsent</source>
        <translation>Открытые, завершённые, неотправленные</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>before now</source>
        <translation>раньше текущего момента</translation>
    </message>
    <message>
        <source>today or later</source>
        <translation>сегодня или позже</translation>
    </message>
    <message>
        <source>in the last 24 hours</source>
        <translation>за последние 24 часа</translation>
    </message>
    <message>
        <source>in the last 7 days</source>
        <translation>за последние 7 дней</translation>
    </message>
    <message>
        <source>in the last 30 days</source>
        <translation>за последние 30 дней</translation>
    </message>
    <message>
        <source>longer than 7 days ago</source>
        <translation>больше 7 дней назад</translation>
    </message>
    <message>
        <source>longer than 30 days ago</source>
        <translation>больше 30 дней назад</translation>
    </message>
    <message>
        <source>until this time tomorrow</source>
        <translation>до этого же часа завтра</translation>
    </message>
    <message>
        <source>within 7 days</source>
        <translation>в течение 7 дней</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Settings with “{text}”</source>
        <translation>Настройки со словами «{text}»</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Настроек с такими словами нет.</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Good</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>Take care</source>
        <translation>Внимание</translation>
    </message>
    <message>
        <source>Must be mended</source>
        <translation>Требует исправления</translation>
    </message>
    <message>
        <source>Health of this computer</source>
        <translation>Состояние этого компьютера</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Проверяем…</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Проверить снова</translation>
    </message>
</context>
<context>
    <name>KeyPlaceChoice</name>
    <message numerus="yes">
        <source>Use at least %n character(s); a short sentence is best.</source>
        <translation>
            <numerusform>Нужен хотя бы %n символ; лучше всего короткая фраза.</numerusform>
            <numerusform>Нужны хотя бы %n символа; лучше всего короткая фраза.</numerusform>
            <numerusform>Нужно хотя бы %n символов; лучше всего короткая фраза.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two do not match yet.</source>
        <translation>Фразы пока не совпадают.</translation>
    </message>
    <message>
        <source>The passphrase can be used.</source>
        <translation>Парольная фраза подходит.</translation>
    </message>
    <message>
        <source>This system has no keyring that can be used for the key of your data.</source>
        <translation>В этой системе нет хранилища, пригодного для ключа ваших данных.</translation>
    </message>
    <message>
        <source>Lock it with a &amp;passphrase</source>
        <translation>Защитить &amp;парольной фразой</translation>
    </message>
    <message>
        <source>You type it each time the program starts. Nobody can reset it for you.</source>
        <translation>Её нужно вводить при каждом запуске. Сбросить её не сможет никто.</translation>
    </message>
    <message>
        <source>Keep it for this &amp;session only</source>
        <translation>&amp;Только на этот сеанс</translation>
    </message>
    <message>
        <source>Nothing to remember, but everything kept here can no longer be read once the program ends, and changes that have not reached the desk by then are lost.</source>
        <translation>Запоминать ничего не нужно, но после выхода из программы всё сохранённое здесь уже не прочитать, а изменения, не дошедшие до сервера, пропадут.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Парольная фраза</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Та же парольная фраза ещё раз</translation>
    </message>
</context>
<context>
    <name>KeyringStep</name>
    <message>
        <source>Unlock the keyring of this system</source>
        <translation>Разблокируйте хранилище ключей системы</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>The key of this profile is in the keyring of this system, and the keyring does not give it out now. Unlock it, then try again. Nothing has been erased.</source>
        <translation>Ключ этого профиля находится в хранилище ключей системы, но сейчас оно его не выдаёт. Разблокируйте хранилище и повторите. Ничего не удалено.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys for “{command}”</source>
        <translation>Клавиши команды «{command}»</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Keys now: {keys}</source>
        <translation>Сейчас: {keys}</translation>
    </message>
    <message>
        <source>&amp;Standard: {keys}</source>
        <translation>&amp;Как обычно: {keys}</translation>
    </message>
    <message>
        <source>&amp;No keys</source>
        <translation>&amp;Без клавиш</translation>
    </message>
    <message>
        <source>Use these keys</source>
        <translation>Назначить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Press the keys.</source>
        <translation>Нажмите клавиши.</translation>
    </message>
    <message>
        <source>This key is needed for moving and typing.</source>
        <translation>Эта клавиша нужна для перемещения и набора текста.</translation>
    </message>
    <message>
        <source>“{command}” has these keys now and would lose them.</source>
        <translation>Сейчас эти клавиши у команды «{command}»; она их потеряет.</translation>
    </message>
    <message>
        <source>These keys are free.</source>
        <translation>Эти клавиши свободны.</translation>
    </message>
</context>
<context>
    <name>LibraryLink</name>
    <message>
        <source>Open the ticket that you want to answer, then insert the article.</source>
        <translation>Откройте заявку, на которую отвечаете, затем вставьте статью.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Search here: {what}</source>
        <translation>Искать здесь: {what}</translation>
    </message>
    <message>
        <source>&amp;Insert into reply</source>
        <translation>&amp;Вставить в ответ</translation>
    </message>
    <message>
        <source>Put the text where the cursor stands in the reply (Ctrl+Enter)</source>
        <translation>Вставить текст в ответ на место курсора (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Ничего не выбрано.</translation>
    </message>
    <message>
        <source>Choose a line in the list to read it here.</source>
        <translation>Выберите строку в списке, чтобы прочитать её здесь.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Ничего не найдено.</translation>
    </message>
    <message>
        <source>Words are found by their beginnings.</source>
        <translation>Слова ищутся по началу.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>There is nothing to look up.</source>
        <translation>Здесь пока ничего нет.</translation>
    </message>
    <message>
        <source>What the desk keeps here, and lets you see, comes with the next sync.</source>
        <translation>То, что сервер здесь хранит и показывает вам, появится при следующей синхронизации.</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>Open this link?</source>
        <translation>Открыть эту ссылку?</translation>
    </message>
    <message>
        <source>This link leads to:</source>
        <translation>Ссылка ведёт на:</translation>
    </message>
    <message>
        <source>It is written to look like {host}.</source>
        <translation>Она выглядит как {host}.</translation>
    </message>
    <message>
        <source>The text of the link names another address than this one.</source>
        <translation>В тексте ссылки указан другой адрес.</translation>
    </message>
    <message>
        <source>The address uses letters of another alphabet that look like familiar ones.</source>
        <translation>В адресе есть буквы другого алфавита, похожие на привычные.</translation>
    </message>
    <message>
        <source>What stands before the @ in this address is not where it leads.</source>
        <translation>То, что стоит в адресе перед @, — не то место, куда он ведёт.</translation>
    </message>
    <message>
        <source>The address is a number instead of a name.</source>
        <translation>Вместо имени в адресе стоит число.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Открыть</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>&amp;Копировать адрес</translation>
    </message>
    <message>
        <source>Do &amp;not open</source>
        <translation>&amp;Не открывать</translation>
    </message>
</context>
<context>
    <name>LinkedTickets</name>
    <message>
        <source>Link a ticket</source>
        <translation>Связать с заявкой</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Связать</translation>
    </message>
    <message>
        <source>Remove the link: {relation} {ticket}</source>
        <translation>Убрать связь: {relation} {ticket}</translation>
    </message>
    <message>
        <source>Open ticket {title}</source>
        <translation>Открыть заявку {title}</translation>
    </message>
    <message>
        <source>Link a ticket…</source>
        <translation>Связать с заявкой…</translation>
    </message>
    <message>
        <source>A ticket that is not kept here</source>
        <translation>Заявка, которой здесь нет</translation>
    </message>
    <message>
        <source>This link is there already: {ticket}</source>
        <translation>Такая связь уже есть: {ticket}</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n заявка</numerusform>
            <numerusform>%n заявки</numerusform>
            <numerusform>%n заявок</numerusform>
        </translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>Порядок списка</translation>
    </message>
    <message>
        <source>Columns of this view</source>
        <translation>Столбцы этого представления</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>По убыванию</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>По возрастанию</translation>
    </message>
</context>
<context>
    <name>ListPanel</name>
    <message>
        <source>Tickets</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Found tickets</source>
        <translation>Найденные заявки</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Ничего не найдено.</translation>
    </message>
    <message>
        <source>Words are found by their beginnings. Only tickets kept here are searched.</source>
        <translation>Слова ищутся по началу. Поиск идёт только по заявкам, которые хранятся здесь.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Очистить поиск</translation>
    </message>
    <message>
        <source>No ticket meets these conditions.</source>
        <translation>Нет заявок, отвечающих этим условиям.</translation>
    </message>
    <message>
        <source>Take a condition away, or go back to the view as it was.</source>
        <translation>Уберите одно из условий или вернитесь к исходному представлению.</translation>
    </message>
    <message>
        <source>Back to the view</source>
        <translation>Вернуться к представлению</translation>
    </message>
    <message>
        <source>Your tickets are on their way.</source>
        <translation>Ваши заявки загружаются.</translation>
    </message>
    <message>
        <source>They appear here as they come; you can begin to work at once.</source>
        <translation>Они появляются здесь по мере загрузки; начать работу можно сразу.</translation>
    </message>
    <message>
        <source>Nothing has been fetched yet.</source>
        <translation>Пока ничего не загружено.</translation>
    </message>
    <message>
        <source>The desk cannot be reached now; new tickets you write are kept.</source>
        <translation>Сервер сейчас недоступен; новые заявки, которые вы напишете, сохранятся.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Nothing is on your desk.</source>
        <translation>У вас нет открытых заявок.</translation>
    </message>
    <message>
        <source>Every ticket has an owner.</source>
        <translation>У каждой заявки есть исполнитель.</translation>
    </message>
    <message>
        <source>Nothing is overdue.</source>
        <translation>Просроченных заявок нет.</translation>
    </message>
    <message>
        <source>Nobody waits for your answer.</source>
        <translation>Никто не ждёт вашего ответа.</translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation>Всё отправлено на сервер.</translation>
    </message>
    <message>
        <source>There is no ticket here.</source>
        <translation>Здесь нет заявок.</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>All open tickets</source>
        <translation>Все открытые заявки</translation>
    </message>
    <message>
        <source>New tickets appear here by themselves.</source>
        <translation>Новые заявки появятся здесь сами.</translation>
    </message>
    <message numerus="yes">
        <source>%n new ▸</source>
        <translation>
            <numerusform>%n новая ▸</numerusform>
            <numerusform>%n новые ▸</numerusform>
            <numerusform>%n новых ▸</numerusform>
        </translation>
    </message>
    <message>
        <source>The list has changed ▸</source>
        <translation>Список изменился ▸</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>No line has these words.</source>
        <translation>Строк с такими словами нет.</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Журнал пуст.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>The newest lines stand at the end. Passwords, keys and tokens never get here.</source>
        <translation>Новые строки — в конце. Пароли, ключи и маркеры доступа сюда не попадают.</translation>
    </message>
    <message>
        <source>Show only lines with these words</source>
        <translation>Показать только строки с этими словами</translation>
    </message>
    <message>
        <source>Only &amp;troubles</source>
        <translation>Только &amp;неполадки</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Перечитать</translation>
    </message>
    <message>
        <source>&amp;Copy what is shown</source>
        <translation>&amp;Копировать показанное</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>Строки журнала</translation>
    </message>
</context>
<context>
    <name>MailView</name>
    <message>
        <source>This message is shown as plain text, because its formatting is too heavy.</source>
        <translation>Сообщение показано простым текстом: его оформление слишком сложное.</translation>
    </message>
    <message>
        <source>Only the beginning of this very long message is shown.</source>
        <translation>Показано только начало этого очень длинного сообщения.</translation>
    </message>
    <message numerus="yes">
        <source>%n remote picture(s) were not loaded.</source>
        <translation>
            <numerusform>Не загружена %n внешняя картинка.</numerusform>
            <numerusform>Не загружены %n внешние картинки.</numerusform>
            <numerusform>Не загружено %n внешних картинок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide the quoted text</source>
        <translation>Скрыть цитату</translation>
    </message>
    <message numerus="yes">
        <source>Show the quoted text, %n line(s)</source>
        <translation>
            <numerusform>Показать цитату, %n строка</numerusform>
            <numerusform>Показать цитату, %n строки</numerusform>
            <numerusform>Показать цитату, %n строк</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergedList</name>
    <message>
        <source>Merged</source>
        <translation>Объединено</translation>
    </message>
    <message>
        <source>Others had worked on these records before your change arrived. Both stand; have a look whether they fit together.</source>
        <translation>С этими записями успели поработать другие, прежде чем дошло ваше изменение. Сохранено и то и другое; посмотрите, согласуется ли одно с другим.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
</context>
<context>
    <name>MinutesEdit</name>
    <message>
        <source>Stop the timer</source>
        <translation>Остановить отсчёт</translation>
    </message>
    <message>
        <source>Time a call</source>
        <translation>Засечь время звонка</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>Set a date…</source>
        <translation>Указать дату…</translation>
    </message>
    <message>
        <source>Remove the date</source>
        <translation>Убрать дату</translation>
    </message>
</context>
<context>
    <name>NewTicket</name>
    <message>
        <source>A file is still being copied. Try again in a moment.</source>
        <translation>Файл ещё копируется. Повторите чуть позже.</translation>
    </message>
    <message>
        <source>Ticket saved here. It goes to the desk when it can be reached.</source>
        <translation>Заявка сохранена здесь. Она уйдёт на сервер, когда он станет доступен.</translation>
    </message>
    <message>
        <source>This was not saved. Everything you typed is still here.</source>
        <translation>Сохранить не удалось. Всё введённое осталось здесь.</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Прикрепить файлы</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Описание</translation>
    </message>
    <message>
        <source>What happened, in the requester&apos;s words</source>
        <translation>Что случилось, словами инициатора</translation>
    </message>
    <message>
        <source>&amp;Full form</source>
        <translation>&amp;Полная форма</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>П&amp;рикрепить</translation>
    </message>
    <message>
        <source>&amp;Throw away</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <source>&amp;Create ticket</source>
        <translation>&amp;Создать заявку</translation>
    </message>
    <message>
        <source>0:00</source>
        <comment>minutes spent, none yet</comment>
        <translation>0:00</translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation>Затрачено минут</translation>
    </message>
    <message>
        <source>Time spent, as minutes or 1:30; the watch times a call</source>
        <translation>Затраченное время: минуты или 1:30; часы слева засекают звонок</translation>
    </message>
    <message>
        <source>Create the ticket (Ctrl+Enter)</source>
        <translation>Создать заявку (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Forget this draft; closing the window keeps it</source>
        <translation>Удалить этот черновик; при закрытии окна он сохраняется</translation>
    </message>
</context>
<context>
    <name>NoTicket</name>
    <message>
        <source>No ticket is open here.</source>
        <translation>Здесь не открыта ни одна заявка.</translation>
    </message>
    <message>
        <source>Choose one in the list to read and answer it here.</source>
        <translation>Выберите заявку в списке, чтобы прочитать её и ответить.</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>Новая заявка</translation>
    </message>
    <message>
        <source>{ticket} is no longer here.</source>
        <translation>{ticket} здесь больше нет.</translation>
    </message>
    <message>
        <source>It was deleted, or it left what is kept on this computer. What waited to be sent stands in the outbox.</source>
        <translation>Заявка удалена или больше не хранится на этом компьютере. Что ждало отправки, стоит в исходящих.</translation>
    </message>
    <message>
        <source>It was merged into a ticket that is not kept on this computer.</source>
        <translation>Заявка объединена с другой, которая не хранится на этом компьютере.</translation>
    </message>
    <message>
        <source>It was merged into {ticket}.</source>
        <translation>Заявка объединена с {ticket}.</translation>
    </message>
    <message>
        <source>Open {ticket}</source>
        <translation>Открыть {ticket}</translation>
    </message>
    <message>
        <source>Copy the words you had begun</source>
        <translation>Скопировать начатый текст</translation>
    </message>
    <message>
        <source>The words were copied.</source>
        <translation>Текст скопирован.</translation>
    </message>
</context>
<context>
    <name>NothingThere</name>
    <message>
        <source>Your profiles are not there</source>
        <translation>Ваших профилей нет на месте</translation>
    </message>
    <message>
        <source>Nothing was changed, and nothing was begun anew.</source>
        <translation>Ничего не изменено и ничего не начато заново.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Sign in to a desk…</source>
        <translation>Войти в службу поддержки…</translation>
    </message>
</context>
<context>
    <name>OfflinePage</name>
    <message>
        <source>What is kept offline</source>
        <translation>Что доступно офлайн</translation>
    </message>
    <message>
        <source>No profile is open, so there is nothing to choose.</source>
        <translation>Профиль не открыт, выбирать не из чего.</translation>
    </message>
    <message>
        <source>When a new profile is made</source>
        <translation>При создании профиля</translation>
    </message>
    <message>
        <source>Of {desk}</source>
        <translation>{desk}</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Применить</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Как было</translation>
    </message>
    <message>
        <source>Tickets outside this choice are removed from this computer.</source>
        <translation>Заявки, не попавшие в выбор, будут удалены с этого компьютера.</translation>
    </message>
    <message>
        <source>They stay on the desk. Changes that have not been sent are kept.</source>
        <translation>На сервере они останутся. Неотправленные изменения сохранятся.</translation>
    </message>
    <message>
        <source>Applied. The status line shows how far the download is.</source>
        <translation>Применено. Ход загрузки виден в строке состояния.</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>On the desk</source>
        <translation>На сервере</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>Сохранено здесь</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Отправляется</translation>
    </message>
    <message>
        <source>Sent, not confirmed</source>
        <translation>Отправлено, не подтверждено</translation>
    </message>
    <message>
        <source>Saved here, held back</source>
        <translation>Сохранено здесь, задержано</translation>
    </message>
    <message>
        <source>Waits for another change</source>
        <translation>Ждёт другого изменения</translation>
    </message>
    <message>
        <source>Refused by the desk</source>
        <translation>Отклонено сервером</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Нужно ваше решение</translation>
    </message>
    <message>
        <source>It goes to the desk with the next sync.</source>
        <translation>Уйдёт на сервер при следующей синхронизации.</translation>
    </message>
    <message>
        <source>It goes to the desk when it can be reached.</source>
        <translation>Уйдёт на сервер, когда тот станет доступен.</translation>
    </message>
    <message>
        <source>It is on its way to the desk.</source>
        <translation>Передаётся на сервер.</translation>
    </message>
    <message>
        <source>It was sent, but no answer came. The desk is asked before it is sent again.</source>
        <translation>Отправлено, но ответ не пришёл. Прежде чем отправлять снова, программа спросит сервер.</translation>
    </message>
    <message>
        <source>The desk has it; the list here follows in a moment.</source>
        <translation>Уже на сервере; список здесь сейчас обновится.</translation>
    </message>
    <message>
        <source>Somebody changed the same on the desk. Choose what stays.</source>
        <translation>На сервере изменили то же самое. Выберите, что оставить.</translation>
    </message>
    <message>
        <source>The desk did not accept it. Your text is kept.</source>
        <translation>Сервер это не принял. Ваш текст сохранён.</translation>
    </message>
    <message>
        <source>It is held back for a moment, so that you can take it back.</source>
        <translation>Отправка ненадолго задержана, чтобы её можно было отменить.</translation>
    </message>
    <message>
        <source>It waits for another change that the desk did not accept.</source>
        <translation>Ждёт другого изменения, которое сервер не принял.</translation>
    </message>
    <message>
        <source>A new record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>A record that is not here any more</source>
        <translation>Запись, которой здесь больше нет</translation>
    </message>
    <message>
        <source>Delete: {kind}</source>
        <translation>Удаление: {kind}</translation>
    </message>
    <message>
        <source>Reply: {text}</source>
        <translation>Ответ: {text}</translation>
    </message>
    <message>
        <source>Internal note: {text}</source>
        <translation>Внутренняя заметка: {text}</translation>
    </message>
    <message>
        <source>Message: {text}</source>
        <translation>Сообщение: {text}</translation>
    </message>
    <message>
        <source>File: {name}</source>
        <translation>Файл: {name}</translation>
    </message>
    <message>
        <source>New: {kind} “{title}”</source>
        <translation>Создание: {kind} «{title}»</translation>
    </message>
    <message>
        <source>{field}: {number} more</source>
        <translation>{field}: +{number}</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}: {before} → {after}</translation>
    </message>
    <message>
        <source>{field}: {added} added, {removed} removed</source>
        <translation>{field}: добавлено {added}, убрано {removed}</translation>
    </message>
    <message>
        <source>{field}: {added} added</source>
        <translation>{field}: добавлено {added}</translation>
    </message>
    <message>
        <source>{field}: {removed} removed</source>
        <translation>{field}: убрано {removed}</translation>
    </message>
    <message>
        <source>Remove more than this?</source>
        <translation>Удалить не только это?</translation>
    </message>
    <message>
        <source>Nothing of it has reached the desk yet.</source>
        <translation>Ничего из этого ещё не дошло до сервера.</translation>
    </message>
    <message>
        <source>&amp;Remove everything</source>
        <translation>&amp;Удалить всё</translation>
    </message>
    <message>
        <source>&amp;Keep everything</source>
        <translation>&amp;Оставить всё</translation>
    </message>
    <message>
        <source>This also removes what waits for it: {things}.</source>
        <translation>Вместе с этим будет удалено и то, что от него зависит: {things}.</translation>
    </message>
    <message>
        <source>Open to edit</source>
        <translation>Открыть и исправить</translation>
    </message>
    <message>
        <source>Nothing is taken back: what you change there is sent with it.</source>
        <translation>Ничего не отзывается: всё, что вы там измените, будет отправлено вместе с этим.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Take it back and go on writing.</source>
        <translation>Вернуть текст и продолжить писать.</translation>
    </message>
    <message>
        <source>New ticket of it</source>
        <translation>Новая заявка из этого</translation>
    </message>
    <message>
        <source>Put what you wrote into the form of a new ticket.</source>
        <translation>Перенести написанное в форму новой заявки.</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n ответ</numerusform>
            <numerusform>%n ответа</numerusform>
            <numerusform>%n ответов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n заметка</numerusform>
            <numerusform>%n заметки</numerusform>
            <numerusform>%n заметок</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new records</source>
        <translation>
            <numerusform>%n новая запись</numerusform>
            <numerusform>%n новые записи</numerusform>
            <numerusform>%n новых записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other changes</source>
        <translation>
            <numerusform>%n другое изменение</numerusform>
            <numerusform>%n других изменения</numerusform>
            <numerusform>%n других изменений</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxLine</name>
    <message numerus="yes">
        <source>%n record(s) together</source>
        <translation>
            <numerusform>%n запись вместе</numerusform>
            <numerusform>%n записи вместе</numerusform>
            <numerusform>%n записей вместе</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
            <numerusform>… и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The desk had it, but lost it when it was restored from a backup.</source>
        <translation>На сервере это было, но пропало при восстановлении из резервной копии.</translation>
    </message>
    <message>
        <source>{state}, {when}. {why}</source>
        <translation>{state}, {when}. {why}</translation>
    </message>
    <message>
        <source>{done} of {total} uploaded</source>
        <translation>Передано {done} из {total}</translation>
    </message>
    <message>
        <source>{action}: {title}</source>
        <translation>{action}: {title}</translation>
    </message>
    <message>
        <source>Keep as draft</source>
        <translation>Оставить черновиком</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Решить…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>Оно там есть</translation>
    </message>
    <message>
        <source>First sent: {when}</source>
        <translation>Впервые отправлено: {when}</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>OutboxWindow</name>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more change(s)</source>
        <translation>
            <numerusform>… и ещё %n изменение</numerusform>
            <numerusform>… и ещё %n изменения</numerusform>
            <numerusform>… и ещё %n изменений</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Ждёт вас</translation>
    </message>
    <message>
        <source>Missing on the desk since it was restored from a backup</source>
        <translation>Пропало на сервере после восстановления из резервной копии</translation>
    </message>
    <message>
        <source>Held back for a moment</source>
        <translation>Ненадолго задержано</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Ждёт отправки</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more wait for this</source>
        <translation>
            <numerusform>… и ещё %n ждёт этого</numerusform>
            <numerusform>… и ещё %n ждут этого</numerusform>
            <numerusform>… и ещё %n ждут этого</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide what waits for this</source>
        <translation>Скрыть то, что этого ждёт</translation>
    </message>
    <message>
        <source>Show what waits for this</source>
        <translation>Показать то, что этого ждёт</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are saved here and not on the desk yet.</source>
        <translation>
            <numerusform>%n изменение сохранено здесь, но ещё не на сервере.</numerusform>
            <numerusform>%n изменения сохранены здесь, но ещё не на сервере.</numerusform>
            <numerusform>%n изменений сохранено здесь, но ещё не на сервере.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are saved here. While nothing can be written here, nothing is sent; they can be exported.</source>
        <translation>
            <numerusform>%n изменение сохранено здесь. Пока сюда нельзя писать, ничего не отправляется; его можно выгрузить.</numerusform>
            <numerusform>%n изменения сохранены здесь. Пока сюда нельзя писать, ничего не отправляется; их можно выгрузить.</numerusform>
            <numerusform>%n изменений сохранено здесь. Пока сюда нельзя писать, ничего не отправляется; их можно выгрузить.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are saved here. They go to the desk when it can be reached.</source>
        <translation>
            <numerusform>%n изменение сохранено здесь. Оно уйдёт на сервер, когда тот станет доступен.</numerusform>
            <numerusform>%n изменения сохранены здесь. Они уйдут на сервер, когда тот станет доступен.</numerusform>
            <numerusform>%n изменений сохранено здесь. Они уйдут на сервер, когда тот станет доступен.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation>&amp;Отправить сейчас</translation>
    </message>
    <message>
        <source>&amp;Export all…</source>
        <translation>&amp;Экспортировать всё…</translation>
    </message>
    <message>
        <source>Write all unsent work to a file you can read</source>
        <translation>Записать всё неотправленное в читаемый файл</translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation>Всё отправлено на сервер.</translation>
    </message>
    <message>
        <source>Changes you make wait here until the desk has them.</source>
        <translation>Ваши изменения ждут здесь, пока не дойдут до сервера.</translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation>Экспорт неотправленного</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were written to the file.</source>
        <translation>
            <numerusform>В файл записано %n изменение.</numerusform>
            <numerusform>В файл записано %n изменения.</numerusform>
            <numerusform>В файл записано %n изменений.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageParts</name>
    <message>
        <source>Something went wrong that should not.</source>
        <translation>Произошла внутренняя ошибка.</translation>
    </message>
    <message>
        <source>The log in the diagnostics has the details.</source>
        <translation>Подробности — в журнале диагностики.</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>About this sync</source>
        <translation>О синхронизации</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Решения</translation>
    </message>
    <message>
        <source>unsent-work.zip</source>
        <translation>неотправленное.zip</translation>
    </message>
    <message>
        <source>Export unsent work</source>
        <translation>Экспорт неотправленного</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) written.</source>
        <translation>
            <numerusform>Записано %n изменение.</numerusform>
            <numerusform>Записано %n изменения.</numerusform>
            <numerusform>Записано %n изменений.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Палитра команд</translation>
    </message>
    <message>
        <source>Command, ticket, view or person</source>
        <translation>Команда, заявка, представление или человек</translation>
    </message>
    <message>
        <source>Type a command, a ticket number, a name…</source>
        <translation>Введите команду, номер заявки, имя…</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>No command, ticket, view or person fits.</source>
        <translation>Нет подходящих команд, заявок, представлений и людей.</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Представления</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Tickets of people</source>
        <translation>Заявки людей</translation>
    </message>
</context>
<context>
    <name>Parting</name>
    <message>
        <source>Close without saving?</source>
        <translation>Закрыть без сохранения?</translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished text(s) cannot be kept.</source>
        <translation>
            <numerusform>%n черновик нельзя сохранить.</numerusform>
            <numerusform>%n черновика нельзя сохранить.</numerusform>
            <numerusform>%n черновиков нельзя сохранить.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be saved here now. Copy the words to another place first.</source>
        <translation>Сейчас здесь ничего нельзя сохранить. Сначала скопируйте текст в другое место.</translation>
    </message>
    <message>
        <source>Close &amp;without saving</source>
        <translation>&amp;Закрыть без сохранения</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>&amp;Вернуться</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation>Сменить парольную фразу</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Leave it empty if you opened this profile with the recovery key.</source>
        <translation>Оставьте пустым, если профиль открыт ключом восстановления.</translation>
    </message>
    <message>
        <source>&amp;Current passphrase</source>
        <translation>&amp;Нынешняя парольная фраза</translation>
    </message>
    <message>
        <source>&amp;New passphrase</source>
        <translation>Но&amp;вая парольная фраза</translation>
    </message>
    <message>
        <source>The new passphrase &amp;again</source>
        <translation>Новая фраза &amp;ещё раз</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s); a short sentence is best.</source>
        <translation>
            <numerusform>Нужен хотя бы %n символ; лучше всего короткая фраза.</numerusform>
            <numerusform>Нужны хотя бы %n символа; лучше всего короткая фраза.</numerusform>
            <numerusform>Нужно хотя бы %n символов; лучше всего короткая фраза.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two do not match yet.</source>
        <translation>Фразы пока не совпадают.</translation>
    </message>
    <message>
        <source>The passphrase can be used.</source>
        <translation>Парольная фраза подходит.</translation>
    </message>
</context>
<context>
    <name>PassphraseStep</name>
    <message>
        <source>Type your passphrase</source>
        <translation>Введите парольную фразу</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Разблокировать</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Парольная фраза</translation>
    </message>
    <message>
        <source>It locks what is kept here of {desk} for {person}.</source>
        <translation>Ею защищено то, что хранится здесь: {desk}, {person}.</translation>
    </message>
</context>
<context>
    <name>PersonStep</name>
    <message>
        <source>Sign in again</source>
        <translation>Войти снова</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Your name on the desk</source>
        <translation>Ваше имя для входа</translation>
    </message>
    <message>
        <source>&amp;Name and password</source>
        <translation>&amp;Имя и пароль</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Токен</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Показать пароль</translation>
    </message>
    <message>
        <source>Show the token</source>
        <translation>Показать токен</translation>
    </message>
    <message>
        <source>Your work is kept here and goes on as soon as you are signed in again. To work as somebody else, add another profile.</source>
        <translation>Ваша работа сохранена здесь и продолжится, как только вы снова войдёте. Чтобы работать под другим именем, добавьте ещё один профиль.</translation>
    </message>
    <message>
        <source>It answers at {address}, version {version}.</source>
        <translation>Отвечает по адресу {address}, версия {version}.</translation>
    </message>
    <message>
        <source>{kind} at {address}.</source>
        <translation>{kind}, адрес {address}.</translation>
    </message>
    <message>
        <source>A token is made on the desk&apos;s own pages, among your settings there. It is kept where the key of your data is kept, and goes to the desk only.</source>
        <translation>Токен создаётся на страницах самого сервера, среди ваших настроек. Он хранится там же, где ключ ваших данных, и передаётся только серверу.</translation>
    </message>
    <message>
        <source>This desk gives nothing in place of a password: it is kept where the key of your data is kept, and goes to the desk only. A token is better, for it can be taken back.</source>
        <translation>Этот сервер ничего не выдаёт взамен пароля: он хранится там же, где ключ ваших данных, и передаётся только серверу. Лучше токен: его можно отозвать.</translation>
    </message>
    <message>
        <source>The password goes to the desk only and is not kept on this computer.</source>
        <translation>Пароль передаётся только серверу и не хранится на этом компьютере.</translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message numerus="yes">
        <source>%n more change(s) wait for this.</source>
        <translation>
            <numerusform>Этого ждёт ещё %n изменение.</numerusform>
            <numerusform>Этого ждут ещё %n изменения.</numerusform>
            <numerusform>Этого ждут ещё %n изменений.</numerusform>
        </translation>
    </message>
    <message>
        <source>The desk had confirmed this, but lost it when it was restored from a backup.</source>
        <translation>Сервер это подтвердил, но потерял при восстановлении из резервной копии.</translation>
    </message>
    <message>
        <source>The record was deleted on the desk before your change arrived.</source>
        <translation>Запись удалили на сервере раньше, чем дошло ваше изменение.</translation>
    </message>
    <message>
        <source>New messages arrived in this ticket since you wrote this.</source>
        <translation>Пока вы это писали, в заявке появились новые сообщения.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Отправить снова</translation>
    </message>
    <message>
        <source>Send it anyway</source>
        <translation>Всё равно отправить</translation>
    </message>
    <message>
        <source>Make it on the other ticket</source>
        <translation>Внести в другую заявку</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Изменить и отправить снова</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Leave it as the desk has it</source>
        <translation>Оставить как на сервере</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Отбросить</translation>
    </message>
</context>
<context>
    <name>ProblemsPage</name>
    <message>
        <source>Problems</source>
        <translation>Неполадки</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <translation>Ничто не требует внимания.</translation>
    </message>
    <message>
        <source>Problems that this program cannot solve by itself are listed here.</source>
        <translation>Здесь перечислены неполадки, с которыми программа не справится сама.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>{act}: {problem}</source>
        <translation>{act}: {problem}</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>{act}: {profile}</source>
        <translation>{act}: {profile}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Войти…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Переименовать…</translation>
    </message>
    <message>
        <source>Sign in &amp;again…</source>
        <translation>Войти &amp;снова…</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>&amp;Выйти…</translation>
    </message>
    <message>
        <source>Re&amp;move from this computer…</source>
        <translation>&amp;Удалить с этого компьютера…</translation>
    </message>
    <message>
        <source>What waits here cannot be read now.</source>
        <translation>То, что здесь ждёт, сейчас прочитать нельзя.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not sent.</source>
        <translation>
            <numerusform>Не отправлено %n изменение.</numerusform>
            <numerusform>Не отправлено %n изменения.</numerusform>
            <numerusform>Не отправлено %n изменений.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished text(s).</source>
        <translation>
            <numerusform>%n черновик.</numerusform>
            <numerusform>%n черновика.</numerusform>
            <numerusform>%n черновиков.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is on the desk.</source>
        <translation>Всё отправлено на сервер.</translation>
    </message>
    <message>
        <source>Takes {size} on this computer.</source>
        <translation>Занимает на этом компьютере {size}.</translation>
    </message>
    <message>
        <source>{person} ({login}) at {address}</source>
        <translation>{person} ({login}), {address}</translation>
    </message>
    <message>
        <source>{profile}; for this session only</source>
        <translation>{profile}; только на этот сеанс</translation>
    </message>
    <message>
        <source>The desk had its copy here erased. The order came {moment}.</source>
        <translation>Копия здесь стёрта по распоряжению сервера. Распоряжение получено: {moment}.</translation>
    </message>
    <message>
        <source>Signed out. Last used: {moment}.</source>
        <translation>Вход не выполнен. Использован: {moment}.</translation>
    </message>
    <message>
        <source>Open now. Last complete sync: {moment}.</source>
        <translation>Открыт сейчас. Последняя полная синхронизация: {moment}.</translation>
    </message>
    <message>
        <source>Last used: {moment}.</source>
        <translation>Использован: {moment}.</translation>
    </message>
</context>
<context>
    <name>ProfilesWindow</name>
    <message>
        <source>Profiles</source>
        <translation>Профили</translation>
    </message>
    <message>
        <source>&amp;Sign in to another desk…</source>
        <translation>&amp;Войти на другой сервер…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Each desk and each person has a store and a key of their own on this computer. They never mix.</source>
        <translation>У каждого сервера и каждого пользователя на этом компьютере своё хранилище и свой ключ. Они никогда не смешиваются.</translation>
    </message>
    <message>
        <source>There is no profile here yet.</source>
        <translation>Здесь пока нет профилей.</translation>
    </message>
    <message>
        <source>Sign in to your service desk to make one.</source>
        <translation>Войдите в свою службу поддержки, чтобы создать профиль.</translation>
    </message>
</context>
<context>
    <name>ProgressStep</name>
    <message>
        <source>The desk does not answer.</source>
        <translation>Сервер не отвечает.</translation>
    </message>
    <message>
        <source>The download has been stopped; what has come so far is here.</source>
        <translation>Загрузка остановлена; всё, что успело прийти, уже здесь.</translation>
    </message>
    <message>
        <source>“Sync now” takes it up again.</source>
        <translation>Её продолжит команда «Синхронизировать».</translation>
    </message>
    <message>
        <source>Everything you chose is here.</source>
        <translation>Всё, что вы выбрали, уже здесь.</translation>
    </message>
    <message>
        <source>Connecting to the desk…</source>
        <translation>Подключение к серверу…</translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation>{job}: {done} из {total}</translation>
    </message>
    <message>
        <source>{job}: {done} so far</source>
        <translation>{job}: пока {done}</translation>
    </message>
    <message>
        <source>Ready to work, also without a network</source>
        <translation>Можно работать, в том числе без сети</translation>
    </message>
    <message>
        <source>The download is stopped</source>
        <translation>Загрузка остановлена</translation>
    </message>
    <message>
        <source>Your tickets are on their way</source>
        <translation>Ваши заявки загружаются</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>Начать работу</translation>
    </message>
    <message>
        <source>You need not wait: the window can be opened now and fills while the download goes on.</source>
        <translation>Ждать не нужно: окно можно открыть сейчас, оно заполнится по мере загрузки.</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>Остановить загрузку</translation>
    </message>
</context>
<context>
    <name>QuarantinePage</name>
    <message>
        <source>Records not understood</source>
        <translation>Непонятые записи</translation>
    </message>
    <message>
        <source>Everything the desk sent could be read.</source>
        <translation>Всё, что прислал сервер, удалось прочитать.</translation>
    </message>
    <message>
        <source>These are set aside, so that all others could come. They are read again as soon as the desk sends them anew.</source>
        <translation>Эти записи отложены, чтобы остальные могли загрузиться. Они будут прочитаны снова, как только сервер пришлёт их заново.</translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation>{kind} {number}</translation>
    </message>
    <message>
        <source>Hide what came</source>
        <translation>Скрыть полученное</translation>
    </message>
    <message>
        <source>Show what came</source>
        <translation>Показать полученное</translation>
    </message>
</context>
<context>
    <name>QuickLine</name>
    <message>
        <source>Printer on floor 3 jams @helen #printing !high</source>
        <translation>Принтер на 3 этаже заминает бумагу @елена #печать !высокий</translation>
    </message>
    <message>
        <source>New ticket in one line</source>
        <translation>Новая заявка одной строкой</translation>
    </message>
    <message>
        <source>@ requester   # queue   ! priority   ~ channel   owner:me   tag:vip</source>
        <translation>@ инициатор   # очередь   ! приоритет   ~ канал   исполнитель:я   метка:vip</translation>
    </message>
    <message>
        <source>@ requester   # queue   ! priority   owner:me</source>
        <translation>@ инициатор   # очередь   ! приоритет   исполнитель:я</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}: {value}</translation>
    </message>
    <message>
        <source>Click to take it out of the line</source>
        <translation>Щёлкните, чтобы убрать из строки</translation>
    </message>
    <message>
        <source>{field} is already given: {typed}</source>
        <translation>{field}: уже указано ({typed})</translation>
    </message>
    <message>
        <source>Which {field}? {typed}</source>
        <translation>{field}: уточните «{typed}»</translation>
    </message>
    <message>
        <source>No such {field}: {typed}</source>
        <translation>{field}: нет значения «{typed}»</translation>
    </message>
</context>
<context>
    <name>ReadingOnly</name>
    <message>
        <source>You may read the queue “{queue}”, but not answer or change its tickets. Whoever manages the desk can give you the right to.</source>
        <translation>Очередь «{queue}» вам можно только читать: отвечать в её заявках и менять их нельзя. Право на это может дать администратор службы поддержки.</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>{kind} saved here.</source>
        <translation>Сохранено здесь: {kind}.</translation>
    </message>
    <message>
        <source>{kind} deleted here.</source>
        <translation>Удалено здесь: {kind}.</translation>
    </message>
    <message>
        <source>New: {kind}</source>
        <translation>Создание: {kind}</translation>
    </message>
    <message>
        <source>Change: {kind}</source>
        <translation>Изменение: {kind}</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Удалить</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Закрыть</translation>
    </message>
    <message>
        <source>What you typed is kept as a draft</source>
        <translation>Введённое сохраняется как черновик</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Сохранить</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>{field}: {message}</source>
        <translation>{field}: {message}</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n заявка</numerusform>
            <numerusform>%n заявки</numerusform>
            <numerusform>%n заявок</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecoveryKeyStep</name>
    <message>
        <source>Type your recovery key</source>
        <translation>Введите ключ восстановления</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Разблокировать</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Ключ восстановления</translation>
    </message>
    <message>
        <source>The key of this profile is not where it was. Nothing has been erased: with the recovery key you were shown when you first signed in, everything opens again.</source>
        <translation>Ключа этого профиля нет на прежнем месте. Ничего не удалено: всё откроется с ключом восстановления, который вам показали при первом входе.</translation>
    </message>
    <message>
        <source>Capitals, spaces and dashes do not matter; 0 and O, 1 and I count as the same.</source>
        <translation>Регистр, пробелы и дефисы не важны; 0 и O, 1 и I считаются одинаковыми.</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Копировать</translation>
    </message>
    <message>
        <source>&amp;Save as a file…</source>
        <translation>&amp;Сохранить в файл…</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Ключ восстановления</translation>
    </message>
    <message>
        <source>The recovery key is in the clipboard.</source>
        <translation>Ключ восстановления в буфере обмена.</translation>
    </message>
    <message>
        <source>Paste it into your password manager now; anything you copy next replaces it.</source>
        <translation>Сразу вставьте его в менеджер паролей: следующее копирование его заменит.</translation>
    </message>
    <message>
        <source>Save the recovery key</source>
        <translation>Сохранить ключ восстановления</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>Текстовые файлы (*.txt)</translation>
    </message>
    <message>
        <source>Recovery key of Deskclient for {profile}</source>
        <translation>Ключ восстановления Deskclient для профиля {profile}</translation>
    </message>
    <message>
        <source>The recovery key could not be saved.</source>
        <translation>Не удалось сохранить ключ восстановления.</translation>
    </message>
    <message>
        <source>{why} Choose another folder.</source>
        <translation>{why} Выберите другую папку.</translation>
    </message>
    <message>
        <source>The recovery key is saved as {file}.</source>
        <translation>Ключ восстановления сохранён как {file}.</translation>
    </message>
    <message>
        <source>Move it to a place other than this computer.</source>
        <translation>Перенесите его с этого компьютера в другое место.</translation>
    </message>
</context>
<context>
    <name>RecoveryStep</name>
    <message>
        <source>Keep your recovery key</source>
        <translation>Сохраните ключ восстановления</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Your data on this computer is encrypted. Should its key ever be lost, this recovery key is the only way back to work that has not reached the desk. It is shown now and not kept as text anywhere.</source>
        <translation>Ваши данные на этом компьютере зашифрованы. Если их ключ потеряется, то вернуть работу, не дошедшую до сервера, можно будет только с этим ключом восстановления. Он показывается сейчас и нигде не хранится в виде текста.</translation>
    </message>
    <message>
        <source>I have &amp;kept the recovery key in a safe place</source>
        <translation>Ключ восстановления сохранён в &amp;надёжном месте</translation>
    </message>
</context>
<context>
    <name>RefEditor</name>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Type a name, sign-in name, mail or phone</source>
        <translation>Введите имя, логин, почту или телефон</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename the profile</source>
        <translation>Переименовать профиль</translation>
    </message>
    <message>
        <source>&amp;Name on this computer</source>
        <translation>&amp;Название на этом компьютере</translation>
    </message>
    <message>
        <source>Name on this computer</source>
        <translation>Название на этом компьютере</translation>
    </message>
    <message>
        <source>Leave it empty to use the desk&apos;s own name.</source>
        <translation>Оставьте пустым, чтобы использовать название сервера.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>RequesterCard</name>
    <message>
        <source>Copy {value}</source>
        <translation>Копировать {value}</translation>
    </message>
    <message>
        <source>Copied: {value}</source>
        <translation>Скопировано: {value}</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Устройства</translation>
    </message>
    <message>
        <source>Open device {title}</source>
        <translation>Открыть устройство {title}</translation>
    </message>
    <message>
        <source>No other open tickets.</source>
        <translation>Других открытых заявок нет.</translation>
    </message>
    <message>
        <source>No open tickets.</source>
        <translation>Открытых заявок нет.</translation>
    </message>
    <message>
        <source>Other open tickets</source>
        <translation>Другие открытые заявки</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>Открытые заявки</translation>
    </message>
    <message>
        <source>… and more</source>
        <translation>… и другие</translation>
    </message>
    <message>
        <source>Open ticket {title}</source>
        <translation>Открыть заявку {title}</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Overdue</source>
        <translation>Просрочена</translation>
    </message>
</context>
<context>
    <name>SavedViewActs</name>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Shared with everybody</source>
        <translation>Доступно всем</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Сохранить представление</translation>
    </message>
    <message>
        <source>The view “{name}” is saved.</source>
        <translation>Представление «{name}» сохранено.</translation>
    </message>
    <message>
        <source>Rename view</source>
        <translation>Переименовать представление</translation>
    </message>
    <message>
        <source>The view is renamed.</source>
        <translation>Представление переименовано.</translation>
    </message>
    <message>
        <source>Everybody sees this view now.</source>
        <translation>Теперь это представление видят все.</translation>
    </message>
    <message>
        <source>Only you see this view now.</source>
        <translation>Теперь это представление видите только вы.</translation>
    </message>
    <message>
        <source>The view “{name}” is deleted.</source>
        <translation>Представление «{name}» удалено.</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Название представления</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>ScopeEditor</name>
    <message>
        <source>Nothing would be kept here.</source>
        <translation>Здесь ничего не будет храниться.</translation>
    </message>
    <message>
        <source>Choose at least one queue, or your own tickets.</source>
        <translation>Выберите хотя бы одну очередь или свои заявки.</translation>
    </message>
    <message>
        <source>Asking the desk for the size…</source>
        <translation>Узнаём размер у сервера…</translation>
    </message>
    <message>
        <source>The size is not known, because the desk cannot be asked now.</source>
        <translation>Размер неизвестен: сервер сейчас недоступен.</translation>
    </message>
    <message>
        <source>You can go on; the download shows how far it is and can be cancelled.</source>
        <translation>Можно продолжать: ход загрузки виден, и её можно отменить.</translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s), about {size} to download.</source>
        <translation>
            <numerusform>%n заявка, загрузить около {size}.</numerusform>
            <numerusform>%n заявки, загрузить около {size}.</numerusform>
            <numerusform>%n заявок, загрузить около {size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Attached files come when they are opened.</source>
        <translation>Вложения загружаются, когда их открывают.</translation>
    </message>
    <message>
        <source>Attached files take up to {kept} more; the desk does not tell more.</source>
        <translation>Вложения займут ещё до {kept}; точнее сервер не сообщает.</translation>
    </message>
    <message>
        <source>Attached files take up to {kept} more; the desk has {all} of them.</source>
        <translation>Вложения займут ещё до {kept}; всего их на сервере {all}.</translation>
    </message>
    <message>
        <source>&amp;My tickets</source>
        <translation>&amp;Мои заявки</translation>
    </message>
    <message>
        <source>Those you own or watch, whatever their queue and age.</source>
        <translation>Где вы исполнитель или наблюдатель, в любой очереди и любой давности.</translation>
    </message>
    <message>
        <source>Tickets of queues</source>
        <translation>Заявки очередей</translation>
    </message>
    <message>
        <source>&amp;Every queue you may see</source>
        <translation>&amp;Все доступные вам очереди</translation>
    </message>
    <message>
        <source>Only &amp;these queues:</source>
        <translation>Только &amp;эти очереди:</translation>
    </message>
    <message>
        <source>The names of the queues are on their way.</source>
        <translation>Названия очередей загружаются.</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>За какой период</translation>
    </message>
    <message>
        <source>Open tickets are always kept, however old they are.</source>
        <translation>Открытые заявки хранятся всегда, какими бы старыми они ни были.</translation>
    </message>
    <message>
        <source>Room for attached files</source>
        <translation>Место для вложений</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>Все заявки</translation>
    </message>
    <message numerus="yes">
        <source>Tickets changed in the last %n day(s)</source>
        <translation>
            <numerusform>Заявки, изменённые за последний %n день</numerusform>
            <numerusform>Заявки, изменённые за последние %n дня</numerusform>
            <numerusform>Заявки, изменённые за последние %n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>None: files are fetched when you open them</source>
        <translation>Нет: файлы загружаются при открытии</translation>
    </message>
    <message>
        <source>Up to {size}</source>
        <translation>До {size}</translation>
    </message>
</context>
<context>
    <name>ScopeStep</name>
    <message>
        <source>What should be here without a network?</source>
        <translation>Что должно быть доступно без сети?</translation>
    </message>
    <message>
        <source>Start the download</source>
        <translation>Начать загрузку</translation>
    </message>
    <message>
        <source>Everything you choose is kept on this computer, encrypted, and can be read and worked on offline. You can change this later in the settings.</source>
        <translation>Всё выбранное хранится на этом компьютере в зашифрованном виде и доступно для чтения и работы без сети. Позже это можно изменить в настройках.</translation>
    </message>
</context>
<context>
    <name>SecurityPage</name>
    <message>
        <source>Security</source>
        <translation>Безопасность</translation>
    </message>
    <message>
        <source>No profile is open, so there is nothing to show.</source>
        <translation>Профиль не открыт, показывать нечего.</translation>
    </message>
    <message>
        <source>{person} at {desk}</source>
        <translation>{person}, {desk}</translation>
    </message>
    <message>
        <source>Where the key is</source>
        <translation>Где хранится ключ</translation>
    </message>
    <message>
        <source>Everything kept here is encrypted. The key and the session are in the keyring of this system, which opens when you log in to this computer.</source>
        <translation>Всё, что хранится здесь, зашифровано. Ключ и сеанс находятся в хранилище ключей системы, которое открывается при входе в этот компьютер.</translation>
    </message>
    <message>
        <source>Everything kept here is encrypted. The key and the session are locked by the passphrase you type when the program starts.</source>
        <translation>Всё, что хранится здесь, зашифровано. Ключ и сеанс защищены парольной фразой, которую вы вводите при запуске программы.</translation>
    </message>
    <message>
        <source>Everything kept here is encrypted with a key that exists only while the program runs. After it ends, nothing kept here can be read, unsent changes included.</source>
        <translation>Всё, что хранится здесь, зашифровано ключом, который существует, только пока программа работает. После выхода ничего прочитать нельзя, в том числе неотправленные изменения.</translation>
    </message>
    <message>
        <source>The passphrase has been changed.</source>
        <translation>Парольная фраза изменена.</translation>
    </message>
    <message>
        <source>Change the &amp;passphrase…</source>
        <translation>Сменить &amp;парольную фразу…</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Ключ восстановления</translation>
    </message>
    <message>
        <source>Whoever has it can read what is kept here. It is needed only if the key itself is lost. Look around before you show it.</source>
        <translation>Тот, у кого он есть, может прочитать всё, что хранится здесь. Он нужен, только если потерян сам ключ. Прежде чем показать его, оглянитесь вокруг.</translation>
    </message>
    <message>
        <source>&amp;Hide the recovery key</source>
        <translation>&amp;Скрыть ключ восстановления</translation>
    </message>
    <message>
        <source>&amp;Show the recovery key</source>
        <translation>&amp;Показать ключ восстановления</translation>
    </message>
    <message>
        <source>Take it off this computer</source>
        <translation>Удаление с этого компьютера</translation>
    </message>
    <message>
        <source>Signing out removes the local copy and ends the session. Removing takes the profile out of the list as well. Before either, you are shown what has not reached the desk and decide what becomes of it.</source>
        <translation>Выход удаляет локальную копию и завершает сеанс. Удаление убирает профиль и из списка. Перед этим вам покажут то, что не дошло до сервера, и вы решите, что с этим делать.</translation>
    </message>
    <message>
        <source>Sign &amp;out…</source>
        <translation>&amp;Выйти…</translation>
    </message>
    <message>
        <source>&amp;Remove from this computer…</source>
        <translation>&amp;Удалить с этого компьютера…</translation>
    </message>
</context>
<context>
    <name>SetEditor</name>
    <message>
        <source>Add by name</source>
        <translation>Добавить по названию</translation>
    </message>
    <message>
        <source>Add and press Enter</source>
        <translation>Введите и нажмите Enter</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Убрать {name}</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Takes effect when the program starts again.</source>
        <translation>Вступит в силу после перезапуска программы.</translation>
    </message>
    <message>
        <source>Back to the default: {setting}</source>
        <translation>По умолчанию: {setting}</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>По умолчанию</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>What is kept offline</source>
        <translation>Что доступно офлайн</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Безопасность</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Найти настройку</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Tabs 1 to {last}</source>
        <translation>Вкладки с 1 по {last}</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>All as &amp;standard</source>
        <translation>Все как о&amp;бычно</translation>
    </message>
    <message>
        <source>Click the keys of a command to change them. Changed ones stand in bold.</source>
        <translation>Чтобы изменить клавиши команды, щёлкните по ним. Изменённые выделены полужирным.</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Найти команду или клавишу</translation>
    </message>
    <message>
        <source>No command has these words.</source>
        <translation>Команд с такими словами нет.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>Keys of {command}: {keys}</source>
        <translation>Клавиши команды «{command}»: {keys}</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Details</source>
        <translation>Свойства</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Details and history</source>
        <translation>Свойства и история</translation>
    </message>
    <message>
        <source>Nothing has been changed since it was opened.</source>
        <translation>С момента создания ничего не менялось.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Справочник</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Представления</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Представления</translation>
    </message>
    <message numerus="yes">
        <source>{view}: %n record(s)</source>
        <translation>
            <numerusform>{view}: %n запись</numerusform>
            <numerusform>{view}: %n записи</numerusform>
            <numerusform>{view}: %n записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{view}: %n ticket(s)</source>
        <translation>
            <numerusform>{view}: %n заявка</numerusform>
            <numerusform>{view}: %n заявки</numerusform>
            <numerusform>{view}: %n заявок</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInFailures</name>
    <message numerus="yes">
        <source>Too many tries or too much work: try again in %n second(s).</source>
        <translation>
            <numerusform>Слишком много попыток или сервер перегружен: повторите через %n секунду.</numerusform>
            <numerusform>Слишком много попыток или сервер перегружен: повторите через %n секунды.</numerusform>
            <numerusform>Слишком много попыток или сервер перегружен: повторите через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Повторите чуть позже.</translation>
    </message>
</context>
<context>
    <name>SignInWindow</name>
    <message>
        <source>Signing in…</source>
        <translation>Вход…</translation>
    </message>
    <message>
        <source>Sign in to a desk</source>
        <translation>Вход на сервер</translation>
    </message>
    <message>
        <source>Sign in to {desk}</source>
        <translation>Вход: {desk}</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Остановлено. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Asking who answers at {address}…</source>
        <translation>Проверяем, кто отвечает по адресу {address}…</translation>
    </message>
    <message>
        <source>This profile belongs to {person}.</source>
        <translation>Этот профиль принадлежит другому пользователю: {person}.</translation>
    </message>
    <message>
        <source>The desk says that you are {other}. Nothing was changed here; to work as {other}, add another profile.</source>
        <translation>По данным сервера, вы — {other}. Здесь ничего не изменено; чтобы работать как {other}, добавьте ещё один профиль.</translation>
    </message>
</context>
<context>
    <name>StateBadge</name>
    <message>
        <source>{state}. Show what waits.</source>
        <translation>{state}. Показать, что ждёт отправки.</translation>
    </message>
    <message>
        <source>Show what waits and why</source>
        <translation>Показать, что и почему ждёт отправки</translation>
    </message>
</context>
<context>
    <name>StatusArea</name>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Подключение…</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>В сети</translation>
    </message>
    <message>
        <source>Offline: changes are kept here</source>
        <translation>Офлайн: изменения хранятся здесь</translation>
    </message>
    <message>
        <source>The desk does not answer</source>
        <translation>Сервер не отвечает</translation>
    </message>
    <message>
        <source>Something else answers in the desk&apos;s place</source>
        <translation>Вместо сервера отвечает что-то другое</translation>
    </message>
    <message>
        <source>Signed out: sign in to go on</source>
        <translation>Сеанс завершён: войдите, чтобы продолжить</translation>
    </message>
    <message>
        <source>The desk was restored; fetching everything again</source>
        <translation>Сервер восстановлен из копии; загружаем всё заново</translation>
    </message>
    <message>
        <source>Another desk answers at this address</source>
        <translation>По этому адресу отвечает другой сервер</translation>
    </message>
    <message>
        <source>This program is too old for the desk</source>
        <translation>Программа слишком старая для этого сервера</translation>
    </message>
    <message>
        <source>The files here cannot be written</source>
        <translation>Не удаётся записать файлы на этом компьютере</translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation>Только чтение</translation>
    </message>
    <message>
        <source>The desk had this copy erased</source>
        <translation>Копия стёрта по распоряжению сервера</translation>
    </message>
    <message>
        <source>{state} · synced {time}</source>
        <translation>{state} · синхронизация {time}</translation>
    </message>
    <message>
        <source>Last sync: {time}</source>
        <translation>Последняя синхронизация: {time}</translation>
    </message>
    <message>
        <source>Next try: {time}</source>
        <translation>Следующая попытка: {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting ▸</source>
        <translation>
            <numerusform>Не отправлено: %n ▸</numerusform>
            <numerusform>Не отправлено: %n ▸</numerusform>
            <numerusform>Не отправлено: %n ▸</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) ▸</source>
        <translation>
            <numerusform>Нужно решить: %n ▸</numerusform>
            <numerusform>Нужно решить: %n ▸</numerusform>
            <numerusform>Нужно решить: %n ▸</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>The rest comes with the next connection.</source>
        <translation>Остальное придёт со следующим подключением.</translation>
    </message>
    <message>
        <source>Fetching is stopped.</source>
        <translation>Получение остановлено.</translation>
    </message>
    <message>
        <source>{done} of {total} are here; the rest comes with the next connection.</source>
        <translation>Получено {done} из {total}; остальное придёт со следующим подключением.</translation>
    </message>
    <message>
        <source>Fetching is stopped; {done} of {total} are here.</source>
        <translation>Получение остановлено: здесь {done} из {total}.</translation>
    </message>
    <message>
        <source>{job}: {done} of {total}</source>
        <translation>{job}: {done} из {total}</translation>
    </message>
</context>
<context>
    <name>StepFields</name>
    <message>
        <source>Leave the status as it is</source>
        <translation>Не менять статус</translation>
    </message>
    <message>
        <source>For the status “{status}”</source>
        <translation>Для статуса «{status}»</translation>
    </message>
</context>
<context>
    <name>StepFrame</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Stop waiting for the answer</source>
        <translation>Не ждать ответа</translation>
    </message>
    <message>
        <source>‹ &amp;Back</source>
        <translation>‹ Наза&amp;д</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>SubjectLine</name>
    <message>
        <source>Subject: {subject}</source>
        <translation>Тема: {subject}</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>About this sync</source>
        <translation>О синхронизации</translation>
    </message>
    <message>
        <source>No profile is open, so nothing is synchronised.</source>
        <translation>Профиль не открыт, синхронизировать нечего.</translation>
    </message>
    <message>
        <source>&amp;Copy all of it</source>
        <translation>&amp;Копировать всё</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Обновить</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>Хранится на этом компьютере</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>В процессе</translation>
    </message>
    <message>
        <source>What this desk guarantees</source>
        <translation>Что гарантирует этот сервер</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>Технические сведения</translation>
    </message>
    <message>
        <source>Last troubles of the connection</source>
        <translation>Последние неполадки связи</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ещё не было</translation>
    </message>
    <message>
        <source>Last complete sync</source>
        <translation>Последняя полная синхронизация</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Следующая попытка</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>Вход выполнен как</translation>
    </message>
    <message>
        <source>This computer and the desk agree on the time.</source>
        <translation>Время на этом компьютере и на сервере совпадает.</translation>
    </message>
    <message numerus="yes">
        <source>This computer is %n minute(s) behind the desk.</source>
        <translation>
            <numerusform>Часы этого компьютера отстают от сервера на %n минуту.</numerusform>
            <numerusform>Часы этого компьютера отстают от сервера на %n минуты.</numerusform>
            <numerusform>Часы этого компьютера отстают от сервера на %n минут.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer is %n minute(s) ahead of the desk.</source>
        <translation>
            <numerusform>Часы этого компьютера спешат относительно сервера на %n минуту.</numerusform>
            <numerusform>Часы этого компьютера спешат относительно сервера на %n минуты.</numerusform>
            <numerusform>Часы этого компьютера спешат относительно сервера на %n минут.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncWords</name>
    <message>
        <source>The desk is being asked for the first time.</source>
        <translation>Первое обращение к серверу.</translation>
    </message>
    <message>
        <source>The desk answers; news come as they happen.</source>
        <translation>Сервер отвечает; новости приходят сразу.</translation>
    </message>
    <message>
        <source>You work offline; everything is kept here until you go online.</source>
        <translation>Вы работаете офлайн; всё хранится здесь, пока вы не выйдете в сеть.</translation>
    </message>
    <message>
        <source>The desk does not answer; it is asked again and again.</source>
        <translation>Сервер не отвечает; попытки продолжаются.</translation>
    </message>
    <message>
        <source>Something else answers in the desk&apos;s place.</source>
        <translation>Вместо сервера отвечает что-то другое.</translation>
    </message>
    <message>
        <source>The session has ended; sign in again to go on.</source>
        <translation>Сеанс завершён; войдите снова, чтобы продолжить.</translation>
    </message>
    <message>
        <source>The desk was restored from a backup; everything is fetched anew.</source>
        <translation>Сервер восстановлен из резервной копии; всё загружается заново.</translation>
    </message>
    <message>
        <source>Another desk answers at this address; nothing is sent to it.</source>
        <translation>По этому адресу отвечает другой сервер; ему ничего не отправляется.</translation>
    </message>
    <message>
        <source>This program is too old for the desk.</source>
        <translation>Программа слишком старая для этого сервера.</translation>
    </message>
    <message>
        <source>The files on this computer cannot be written.</source>
        <translation>Не удаётся записать файлы на этом компьютере.</translation>
    </message>
    <message>
        <source>The files on this computer are open for reading only.</source>
        <translation>Файлы на этом компьютере открыты только для чтения.</translation>
    </message>
    <message>
        <source>The desk has ordered the copy here erased; nothing is exchanged any more.</source>
        <translation>Сервер распорядился стереть копию здесь; обмен с ним прекращён.</translation>
    </message>
    <message>
        <source>Your own tickets, whatever their age.</source>
        <translation>Ваши заявки любой давности.</translation>
    </message>
    <message>
        <source>Tickets of every queue you may see.</source>
        <translation>Заявки всех доступных вам очередей.</translation>
    </message>
    <message>
        <source>Tickets of these queues: {queues}.</source>
        <translation>Заявки этих очередей: {queues}.</translation>
    </message>
    <message>
        <source>The desk does not check edits. They are compared just before they are sent; but of two who write in the same moment, one may overwrite the other unseen.</source>
        <translation>Сервер не проверяет правки. Они сравниваются непосредственно перед отправкой; но если двое пишут в один момент, один может незаметно перезаписать другого.</translation>
    </message>
    <message numerus="yes">
        <source>Of those, all that are open or changed in the last %n day(s).</source>
        <translation>
            <numerusform>Из них открытые и изменённые за последний %n день.</numerusform>
            <numerusform>Из них открытые и изменённые за последние %n дня.</numerusform>
            <numerusform>Из них открытые и изменённые за последние %n дней.</numerusform>
        </translation>
    </message>
    <message>
        <source>Attached files up to {size}.</source>
        <translation>Вложения объёмом до {size}.</translation>
    </message>
    <message>
        <source>Every change of the desk is told in order; none is missed.</source>
        <translation>Сервер сообщает обо всех изменениях по порядку; ни одно не теряется.</translation>
    </message>
    <message>
        <source>Changes are found by their time; a full comparison finds what that misses.</source>
        <translation>Изменения находятся по времени; пропущенное находит полное сравнение.</translation>
    </message>
    <message>
        <source>A new record is made exactly once, however often it has to be sent.</source>
        <translation>Новая запись создаётся ровно один раз, сколько бы раз её ни отправляли.</translation>
    </message>
    <message>
        <source>A reply or note appears exactly once, however often it has to be sent.</source>
        <translation>Ответ или заметка появляется ровно один раз, сколько бы раз их ни отправляли.</translation>
    </message>
    <message>
        <source>The desk merges field by field: nobody&apos;s change is overwritten unseen.</source>
        <translation>Сервер объединяет изменения по полям: ничьё изменение не перезаписывается незаметно.</translation>
    </message>
    <message>
        <source>The desk refuses an edit of an older state, so nobody&apos;s change is overwritten unseen.</source>
        <translation>Сервер отклоняет правку устаревшего состояния, поэтому ничьё изменение не перезаписывается незаметно.</translation>
    </message>
    <message>
        <source>The desk does not check edits; what was overwritten is found afterwards and shown.</source>
        <translation>Сервер не проверяет правки; перезаписанное находится позже и показывается.</translation>
    </message>
    <message>
        <source>What is deleted on the desk goes here too.</source>
        <translation>Удалённое на сервере удаляется и здесь.</translation>
    </message>
    <message>
        <source>An interrupted upload goes on where it stopped, and is checked by its content.</source>
        <translation>Прерванная передача файла продолжается с места остановки и проверяется по содержимому.</translation>
    </message>
    <message>
        <source>News come within seconds.</source>
        <translation>Новости приходят за секунды.</translation>
    </message>
    <message>
        <source>News come when the desk is asked, every few minutes.</source>
        <translation>Новости запрашиваются у сервера раз в несколько минут.</translation>
    </message>
    <message>
        <source>Changes are found by comparing the whole list, so they may come late, and of several between two looks only the last is seen.</source>
        <translation>Изменения находятся сравнением всего списка, поэтому могут приходить с опозданием, а из нескольких между двумя просмотрами видно только последнее.</translation>
    </message>
    <message>
        <source>What is deleted on the desk goes here too when the list is compared.</source>
        <translation>Удалённое на сервере исчезает и здесь при сравнении списка.</translation>
    </message>
    <message>
        <source>The desk refuses an edit of an older state; but of two who write in the same moment, one may overwrite the other unseen.</source>
        <translation>Сервер отклоняет правку устаревшего состояния, но если двое пишут в один и тот же миг, один может незаметно затереть другого.</translation>
    </message>
    <message>
        <source>What is deleted on the desk is noticed by a comparison, every few hours.</source>
        <translation>Удалённое на сервере замечается при сверке, раз в несколько часов.</translation>
    </message>
    <message>
        <source>If an answer is lost, the desk is searched before anything is sent again.</source>
        <translation>Если ответ потерян, программа сначала ищет на сервере, а потом отправляет снова.</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Open tickets</source>
        <translation>Открытые заявки</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>Закрыть вкладку</translation>
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
        <translation>Здравствуйте, {{requester.name|коллега}}!

Приносим извинения за неудобства.

[...]

Спасибо за терпение.

С уважением,
{{me.name}}</translation>
    </message>
    <message>
        <source>Structure of a good reply</source>
        <translation>Структура хорошего ответа</translation>
    </message>
    <message>
        <source>Greeting, apology, solution, thanks, signature</source>
        <translation>Приветствие, извинение, решение, благодарность, подпись</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>{number}k</source>
        <translation>{number}к</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>проср. {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n байт</numerusform>
            <numerusform>%n байта</numerusform>
            <numerusform>%n байт</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
            <numerusform>%n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
            <numerusform>%n ч</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%n д</numerusform>
            <numerusform>%n д</numerusform>
            <numerusform>%n д</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>через %n мин</numerusform>
            <numerusform>через %n мин</numerusform>
            <numerusform>через %n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>через %n ч</numerusform>
            <numerusform>через %n ч</numerusform>
            <numerusform>через %n ч</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n d</source>
        <translation>
            <numerusform>через %n д</numerusform>
            <numerusform>через %n д</numerusform>
            <numerusform>через %n д</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format within this year</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date format with the year</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TicketDeck</name>
    <message numerus="yes">
        <source>No change to %n ticket(s) that you may only read.</source>
        <translation>
            <numerusform>%n заявка без изменений: вам её можно только читать.</numerusform>
            <numerusform>%n заявки без изменений: вам их можно только читать.</numerusform>
            <numerusform>%n заявок без изменений: вам их можно только читать.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n ticket(s) can be changed at once.</source>
        <translation>
            <numerusform>За один раз можно изменить не больше %n заявки.</numerusform>
            <numerusform>За один раз можно изменить не больше %n заявок.</numerusform>
            <numerusform>За один раз можно изменить не больше %n заявок.</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge into another ticket</source>
        <translation>Объединение с другой заявкой</translation>
    </message>
    <message>
        <source>All messages of {ticket} go to the ticket that you choose here, which stays. Once the desk has done it, this cannot be undone.</source>
        <translation>Все сообщения {ticket} перейдут в заявку, которую вы здесь выберете; она останется. Когда сервер это выполнит, отменить будет нельзя.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message numerus="yes">
        <source>Tags of %n ticket(s) changed.</source>
        <translation>
            <numerusform>Метки изменены: %n заявка.</numerusform>
            <numerusform>Метки изменены: %n заявки.</numerusform>
            <numerusform>Метки изменены: %n заявок.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>tags of %n ticket(s)</source>
        <translation>
            <numerusform>метки %n заявки</numerusform>
            <numerusform>метки %n заявок</numerusform>
            <numerusform>метки %n заявок</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>Скопировано: {text}</translation>
    </message>
    <message>
        <source>(no number yet)</source>
        <translation>(номера ещё нет)</translation>
    </message>
</context>
<context>
    <name>TicketFinder</name>
    <message>
        <source>Nothing fits.</source>
        <translation>Ничего не подходит.</translation>
    </message>
    <message>
        <source>How the two are linked</source>
        <translation>Как они связаны</translation>
    </message>
    <message>
        <source>Number or words of the other ticket</source>
        <translation>Номер или слова другой заявки</translation>
    </message>
    <message>
        <source>Tickets that fit</source>
        <translation>Подходящие заявки</translation>
    </message>
</context>
<context>
    <name>TicketHeader</name>
    <message>
        <source>New</source>
        <translation>Без номера</translation>
    </message>
    <message>
        <source>Details and history</source>
        <translation>Свойства и история</translation>
    </message>
    <message>
        <source>Show or hide details and history</source>
        <translation>Показать или скрыть свойства и историю</translation>
    </message>
    <message>
        <source>Overdue ({time})</source>
        <translation>Просрочена ({time})</translation>
    </message>
    <message>
        <source>Due {time}</source>
        <translation>Срок {time}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Скрыть</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Put in a template, or type / and its shortcut in the text</source>
        <translation>Вставить шаблон; или введите в тексте / и его сокращение</translation>
    </message>
    <message>
        <source>Only colleagues see this note.</source>
        <translation>Эту заметку видят только коллеги.</translation>
    </message>
    <message>
        <source>To {name}</source>
        <translation>Кому: {name}</translation>
    </message>
    <message>
        <source>This ticket has no requester yet.</source>
        <translation>У этой заявки ещё нет инициатора.</translation>
    </message>
    <message>
        <source>Tab: {names}</source>
        <translation>Вкладка: {names}</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Search tickets, or Ctrl+K for commands</source>
        <translation>Поиск заявок; команды — Ctrl+K</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>Поиск заявок</translation>
    </message>
    <message>
        <source>Words, a number, or conditions such as queue:network is:open &quot;exact words&quot;</source>
        <translation>Слова, номер или условия, например очередь:сеть статус:открыта &quot;точная фраза&quot;</translation>
    </message>
    <message>
        <source>Change the theme: system, light, dark</source>
        <translation>Сменить тему: как в системе, светлая, тёмная</translation>
    </message>
    <message>
        <source>Change the theme</source>
        <translation>Сменить тему</translation>
    </message>
    <message>
        <source>{name} at {desk}</source>
        <translation>{name}, {desk}</translation>
    </message>
</context>
<context>
    <name>UndoSendBar</name>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Отправить сейчас</translation>
    </message>
    <message>
        <source>Reply saved here. It goes to the desk when it can be reached.</source>
        <translation>Ответ сохранён здесь. Он уйдёт на сервер, когда тот станет доступен.</translation>
    </message>
    <message>
        <source>Note saved here. It goes to the desk when it can be reached.</source>
        <translation>Заметка сохранена здесь. Она уйдёт на сервер, когда тот станет доступен.</translation>
    </message>
    <message numerus="yes">
        <source>Reply saved here. It goes in %n second(s).</source>
        <translation>
            <numerusform>Ответ сохранён здесь. Он уйдёт через %n секунду.</numerusform>
            <numerusform>Ответ сохранён здесь. Он уйдёт через %n секунды.</numerusform>
            <numerusform>Ответ сохранён здесь. Он уйдёт через %n секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply saved here.</source>
        <translation>Ответ сохранён здесь.</translation>
    </message>
    <message>
        <source>Note saved here.</source>
        <translation>Заметка сохранена здесь.</translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message>
        <source>Unlock {desk}</source>
        <translation>Разблокировать {desk}</translation>
    </message>
    <message>
        <source>The keyring still does not answer.</source>
        <translation>Хранилище ключей по-прежнему не отвечает.</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>Запрос к хранилищу ключей…</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Разблокировка…</translation>
    </message>
</context>
<context>
    <name>UnsentWords</name>
    <message>
        <source>What is kept here cannot be read now, so nobody can say what is in it.</source>
        <translation>То, что хранится здесь, сейчас прочитать нельзя, поэтому неизвестно, что в нём.</translation>
    </message>
    <message numerus="yes">
        <source>%n of the changes need(s) your decision.</source>
        <translation>
            <numerusform>Из них %n требует вашего решения.</numerusform>
            <numerusform>Из них %n требуют вашего решения.</numerusform>
            <numerusform>Из них %n требуют вашего решения.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished text(s).</source>
        <translation>
            <numerusform>%n черновик.</numerusform>
            <numerusform>%n черновика.</numerusform>
            <numerusform>%n черновиков.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attached file(s), {size} together.</source>
        <translation>
            <numerusform>%n вложенный файл, всего {size}.</numerusform>
            <numerusform>%n вложенных файла, всего {size}.</numerusform>
            <numerusform>%n вложенных файлов, всего {size}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reply(ies) not sent to the requester.</source>
        <translation>
            <numerusform>%n ответ не отправлен инициатору.</numerusform>
            <numerusform>%n ответа не отправлены инициатору.</numerusform>
            <numerusform>%n ответов не отправлены инициатору.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n internal note(s) not on the desk.</source>
        <translation>
            <numerusform>%n внутренняя заметка не на сервере.</numerusform>
            <numerusform>%n внутренние заметки не на сервере.</numerusform>
            <numerusform>%n внутренних заметок не на сервере.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s) the desk does not know.</source>
        <translation>
            <numerusform>%n новая запись, неизвестная серверу.</numerusform>
            <numerusform>%n новые записи, неизвестные серверу.</numerusform>
            <numerusform>%n новых записей, неизвестных серверу.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed record(s).</source>
        <translation>
            <numerusform>%n изменённая запись.</numerusform>
            <numerusform>%n изменённые записи.</numerusform>
            <numerusform>%n изменённых записей.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of several records at once.</source>
        <translation>
            <numerusform>%n изменение сразу нескольких записей.</numerusform>
            <numerusform>%n изменения сразу нескольких записей.</numerusform>
            <numerusform>%n изменений сразу нескольких записей.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deletion(s).</source>
        <translation>
            <numerusform>%n удаление.</numerusform>
            <numerusform>%n удаления.</numerusform>
            <numerusform>%n удалений.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) that are not on the desk.</source>
        <translation>
            <numerusform>%n изменение, которого нет на сервере.</numerusform>
            <numerusform>%n изменения, которых нет на сервере.</numerusform>
            <numerusform>%n изменений, которых нет на сервере.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingPopover</name>
    <message>
        <source>Everything is on the desk.</source>
        <translation>Всё отправлено на сервер.</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Решить…</translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation>Открыть исходящие</translation>
    </message>
    <message>
        <source>{state}, {when}. {why}</source>
        <translation>{state}, {when}. {why}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>Отменить: {what}</translation>
    </message>
</context>
<context>
    <name>WarningStrip</name>
    <message>
        <source>Send again if it is meant so.</source>
        <translation>Если так и задумано, отправьте ещё раз.</translation>
    </message>
    <message>
        <source>{sentence} “{found}”</source>
        <translation>{sentence} «{found}»</translation>
    </message>
</context>
<context>
    <name>WindowModel</name>
    <message>
        <source>No longer here</source>
        <translation>Больше не здесь</translation>
    </message>
</context>
<context>
    <name>_WithOther</name>
    <message>
        <source>Use the recovery key instead</source>
        <translation>Ввести ключ восстановления</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Undo the last change</source>
        <translation>&amp;Отменить последнее изменение</translation>
    </message>
    <message>
        <source>Take back the last change made in this window.</source>
        <translation>Отменить последнее изменение, сделанное в этом окне.</translation>
    </message>
    <message>
        <source>Copy the numbers of the selected tickets.</source>
        <translation>Скопировать номера выбранных заявок.</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>Копировать &amp;ссылку</translation>
    </message>
    <message>
        <source>Copy the addresses of the selected tickets.</source>
        <translation>Скопировать адреса выбранных заявок.</translation>
    </message>
    <message>
        <source>Copy one line of text for each selected ticket.</source>
        <translation>Скопировать по строке текста на каждую выбранную заявку.</translation>
    </message>
    <message>
        <source>Select &amp;all tickets</source>
        <translation>&amp;Выделить все заявки</translation>
    </message>
    <message>
        <source>Select every ticket of the list.</source>
        <translation>Выделить все заявки списка.</translation>
    </message>
    <message>
        <source>&amp;Find tickets</source>
        <translation>&amp;Поиск заявок</translation>
    </message>
    <message>
        <source>Put the keyboard into the search line.</source>
        <translation>Перейти к строке поиска.</translation>
    </message>
    <message>
        <source>&amp;Copy number</source>
        <translation>Копировать &amp;номер</translation>
    </message>
    <message>
        <source>Copy number and sub&amp;ject</source>
        <translation>Копировать номер и &amp;тему</translation>
    </message>
    <message>
        <source>&amp;New ticket…</source>
        <translation>&amp;Новая заявка…</translation>
    </message>
    <message>
        <source>Create a ticket from one line.</source>
        <translation>Создать заявку из одной строки.</translation>
    </message>
    <message>
        <source>New ticket with the &amp;full form…</source>
        <translation>Новая заявка: &amp;полная форма…</translation>
    </message>
    <message>
        <source>Create a ticket with every field at hand.</source>
        <translation>Создать заявку со всеми полями сразу.</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>&amp;Синхронизировать</translation>
    </message>
    <message>
        <source>Send what waits and fetch what is new.</source>
        <translation>Отправить ожидающее и получить новое.</translation>
    </message>
    <message>
        <source>Work &amp;offline</source>
        <translation>Работать &amp;офлайн</translation>
    </message>
    <message>
        <source>Keep everything here until you go online again.</source>
        <translation>Держать всё здесь, пока вы снова не выйдете в сеть.</translation>
    </message>
    <message>
        <source>&amp;Profiles…</source>
        <translation>П&amp;рофили…</translation>
    </message>
    <message>
        <source>Open another desk or sign in as somebody else.</source>
        <translation>Открыть другой сервер или войти под другим именем.</translation>
    </message>
    <message>
        <source>Sign ou&amp;t…</source>
        <translation>Выйти из про&amp;филя…</translation>
    </message>
    <message>
        <source>End the session; you decide about unsent work.</source>
        <translation>Завершить сеанс; что делать с неотправленным, решите вы.</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>&amp;Закрыть окно</translation>
    </message>
    <message>
        <source>Close this window; unsent work is kept.</source>
        <translation>Закрыть это окно; неотправленное сохранится.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>В&amp;ыход</translation>
    </message>
    <message>
        <source>Quit the program; unsent work is kept.</source>
        <translation>Выйти из программы; неотправленное сохранится.</translation>
    </message>
    <message>
        <source>Sign in &amp;again…</source>
        <translation>Во&amp;йти снова…</translation>
    </message>
    <message>
        <source>Renew a session that has ended; your work is kept.</source>
        <translation>Возобновить завершённый сеанс; ваша работа сохранится.</translation>
    </message>
    <message>
        <source>Tab 1</source>
        <translation>Вкладка 1</translation>
    </message>
    <message>
        <source>Tab 2</source>
        <translation>Вкладка 2</translation>
    </message>
    <message>
        <source>Tab 3</source>
        <translation>Вкладка 3</translation>
    </message>
    <message>
        <source>Tab 4</source>
        <translation>Вкладка 4</translation>
    </message>
    <message>
        <source>Tab 5</source>
        <translation>Вкладка 5</translation>
    </message>
    <message>
        <source>Tab 6</source>
        <translation>Вкладка 6</translation>
    </message>
    <message>
        <source>Tab 7</source>
        <translation>Вкладка 7</translation>
    </message>
    <message>
        <source>Tab 8</source>
        <translation>Вкладка 8</translation>
    </message>
    <message>
        <source>Tab 9</source>
        <translation>Вкладка 9</translation>
    </message>
    <message>
        <source>&amp;Command or ticket…</source>
        <translation>&amp;Команда или заявка…</translation>
    </message>
    <message>
        <source>Find a command, a ticket, a view or a person by name.</source>
        <translation>Найти команду, заявку, представление или человека по названию.</translation>
    </message>
    <message>
        <source>&amp;My open tickets</source>
        <translation>&amp;Мои открытые заявки</translation>
    </message>
    <message>
        <source>&amp;Unassigned</source>
        <translation>&amp;Без исполнителя</translation>
    </message>
    <message>
        <source>O&amp;verdue</source>
        <translation>&amp;Просроченные</translation>
    </message>
    <message>
        <source>&amp;All open tickets</source>
        <translation>&amp;Все открытые заявки</translation>
    </message>
    <message>
        <source>&amp;Waiting for us</source>
        <translation>&amp;Ждут нашего ответа</translation>
    </message>
    <message>
        <source>With u&amp;nsent changes</source>
        <translation>С &amp;неотправленными изменениями</translation>
    </message>
    <message>
        <source>N&amp;ext ticket</source>
        <translation>&amp;Следующая заявка</translation>
    </message>
    <message>
        <source>&amp;Previous ticket</source>
        <translation>П&amp;редыдущая заявка</translation>
    </message>
    <message>
        <source>Keyboard to the &amp;sidebar</source>
        <translation>Перейти к боковой п&amp;анели</translation>
    </message>
    <message>
        <source>Keyboard to the &amp;list</source>
        <translation>Перейти к списк&amp;у</translation>
    </message>
    <message>
        <source>Keyboard to the &amp;detail</source>
        <translation>Перейти к &amp;заявке</translation>
    </message>
    <message>
        <source>Ne&amp;xt tab</source>
        <translation>С&amp;ледующая вкладка</translation>
    </message>
    <message>
        <source>P&amp;revious tab</source>
        <translation>Пр&amp;едыдущая вкладка</translation>
    </message>
    <message>
        <source>Close &amp;tab</source>
        <translation>Закр&amp;ыть вкладку</translation>
    </message>
    <message>
        <source>&amp;Knowledge</source>
        <translation>База знан&amp;ий</translation>
    </message>
    <message>
        <source>Assets o&amp;f the desk</source>
        <translation>Ак&amp;тивы сервера</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Сочетания клавиш</translation>
    </message>
    <message>
        <source>See all shortcuts at once.</source>
        <translation>Показать все сочетания сразу.</translation>
    </message>
    <message>
        <source>&amp;About Deskclient</source>
        <translation>&amp;О программе Deskclient</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Назначить</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Set s&amp;tatus</source>
        <translation>Сменить стат&amp;ус</translation>
    </message>
    <message>
        <source>Set &amp;priority</source>
        <translation>Сменить пр&amp;иоритет</translation>
    </message>
    <message>
        <source>&amp;Open in a tab</source>
        <translation>&amp;Открыть во вкладке</translation>
    </message>
    <message>
        <source>Keep this ticket open beside the list.</source>
        <translation>Держать эту заявку открытой рядом со списком.</translation>
    </message>
    <message>
        <source>Open in a &amp;window</source>
        <translation>Открыть в о&amp;кне</translation>
    </message>
    <message>
        <source>Show this ticket in a window of its own.</source>
        <translation>Показать эту заявку в отдельном окне.</translation>
    </message>
    <message>
        <source>&amp;Reply…</source>
        <translation>От&amp;ветить…</translation>
    </message>
    <message>
        <source>Write to the requester.</source>
        <translation>Написать инициатору.</translation>
    </message>
    <message>
        <source>Internal &amp;note…</source>
        <translation>Внутренняя &amp;заметка…</translation>
    </message>
    <message>
        <source>Write what only the desk can see.</source>
        <translation>Написать то, что увидят только коллеги.</translation>
    </message>
    <message>
        <source>&amp;Solve…</source>
        <translation>&amp;Решить…</translation>
    </message>
    <message>
        <source>Say what was done and close the matter.</source>
        <translation>Указать, что сделано, и завершить заявку.</translation>
    </message>
    <message>
        <source>Assign to &amp;me</source>
        <translation>Назначить &amp;мне</translation>
    </message>
    <message>
        <source>To me</source>
        <translation>Мне</translation>
    </message>
    <message>
        <source>Become the owner of the selected tickets.</source>
        <translation>Стать исполнителем выбранных заявок.</translation>
    </message>
    <message>
        <source>&amp;Assign…</source>
        <translation>Н&amp;азначить…</translation>
    </message>
    <message>
        <source>Choose the owner of the selected tickets.</source>
        <translation>Выбрать исполнителя выбранных заявок.</translation>
    </message>
    <message>
        <source>Move to &amp;queue…</source>
        <translation>&amp;Передать в очередь…</translation>
    </message>
    <message>
        <source>Choose the queue of the selected tickets.</source>
        <translation>Выбрать очередь выбранных заявок.</translation>
    </message>
    <message>
        <source>S&amp;tatus…</source>
        <translation>С&amp;татус…</translation>
    </message>
    <message>
        <source>Choose the status of the selected tickets.</source>
        <translation>Выбрать статус выбранных заявок.</translation>
    </message>
    <message>
        <source>&amp;Priority…</source>
        <translation>Пр&amp;иоритет…</translation>
    </message>
    <message>
        <source>Choose the priority of the selected tickets.</source>
        <translation>Выбрать приоритет выбранных заявок.</translation>
    </message>
    <message>
        <source>Ta&amp;gs…</source>
        <translation>М&amp;етки…</translation>
    </message>
    <message>
        <source>Add or remove tags of the selected tickets.</source>
        <translation>Добавить или убрать метки выбранных заявок.</translation>
    </message>
    <message>
        <source>Mark as rea&amp;d</source>
        <translation>Отметить как про&amp;читанную</translation>
    </message>
    <message>
        <source>M&amp;erge into…</source>
        <translation>О&amp;бъединить с…</translation>
    </message>
    <message>
        <source>Make this ticket part of another one.</source>
        <translation>Сделать эту заявку частью другой.</translation>
    </message>
    <message>
        <source>&amp;Outbox…</source>
        <translation>&amp;Исходящие…</translation>
    </message>
    <message>
        <source>See each change that is not on the desk yet.</source>
        <translation>Посмотреть изменения, которых ещё нет на сервере.</translation>
    </message>
    <message>
        <source>&amp;Decisions…</source>
        <translation>&amp;Решения…</translation>
    </message>
    <message>
        <source>Decide where the desk and you changed the same field.</source>
        <translation>Решить, что делать с полями, которые изменили и вы, и на сервере.</translation>
    </message>
    <message>
        <source>&amp;Export unsent work…</source>
        <translation>&amp;Экспорт неотправленного…</translation>
    </message>
    <message>
        <source>Write everything that waits to a file you can read.</source>
        <translation>Записать всё ожидающее в читаемый файл.</translation>
    </message>
    <message>
        <source>&amp;About this sync…</source>
        <translation>&amp;О синхронизации…</translation>
    </message>
    <message>
        <source>See what is kept here and how the last sync went.</source>
        <translation>Посмотреть, что хранится здесь и как прошла последняя синхронизация.</translation>
    </message>
    <message>
        <source>D&amp;iagnostics…</source>
        <translation>&amp;Диагностика…</translation>
    </message>
    <message>
        <source>Look at the logs and make a bundle for support.</source>
        <translation>Посмотреть журналы и собрать отчёт для поддержки.</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Настройки…</translation>
    </message>
    <message>
        <source>Change how the program looks and what it keeps.</source>
        <translation>Изменить вид программы и то, что она хранит.</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Тема</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Язык</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Боковая панель</translation>
    </message>
    <message>
        <source>Show the sidebar in full or as icons.</source>
        <translation>Показать боковую панель целиком или значками.</translation>
    </message>
    <message>
        <source>&amp;Detail beside the list</source>
        <translation>&amp;Заявка рядом со списком</translation>
    </message>
    <message>
        <source>Show or hide the detail beside the list.</source>
        <translation>Показать или скрыть заявку рядом со списком.</translation>
    </message>
    <message>
        <source>Theme as the &amp;system</source>
        <translation>Как в с&amp;истеме</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>&amp;Светлая тема</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>&amp;Тёмная тема</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;Высокая контрастность</translation>
    </message>
    <message>
        <source>Language of the s&amp;ystem</source>
        <translation>Язык &amp;системы</translation>
    </message>
    <message>
        <source>Co&amp;mfortable rows</source>
        <translation>&amp;Просторные строки</translation>
    </message>
    <message>
        <source>Two lines for each ticket.</source>
        <translation>Две строки на заявку.</translation>
    </message>
    <message>
        <source>&amp;Compact rows</source>
        <translation>&amp;Компактные строки</translation>
    </message>
    <message>
        <source>One line and columns for each ticket.</source>
        <translation>Одна строка со столбцами на заявку.</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Увеличить текст</translation>
    </message>
    <message>
        <source>Smaller t&amp;ext</source>
        <translation>У&amp;меньшить текст</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Обычный размер текста</translation>
    </message>
    <message>
        <source>C&amp;olumns…</source>
        <translation>&amp;Столбцы…</translation>
    </message>
    <message>
        <source>Choose and order the columns of this view.</source>
        <translation>Выбрать столбцы этого представления и их порядок.</translation>
    </message>
    <message>
        <source>Save as a &amp;view…</source>
        <translation>Сохранить как пре&amp;дставление…</translation>
    </message>
    <message>
        <source>Keep filters, order and columns under a name.</source>
        <translation>Сохранить фильтры, порядок и столбцы под названием.</translation>
    </message>
</context>
<context>
    <name>domain</name>
    <message>
        <source>A field name, with a leading minus for descending.</source>
        <translation>Имя поля; с минусом впереди — по убыванию.</translation>
    </message>
    <message>
        <source>A file came compressed although that was not asked for.</source>
        <translation>Файл пришёл сжатым, хотя об этом не просили.</translation>
    </message>
    <message>
        <source>A file could not be saved</source>
        <translation>Не удалось сохранить файл</translation>
    </message>
    <message>
        <source>A file of the profile cannot be used</source>
        <translation>Файл профиля нельзя использовать</translation>
    </message>
    <message>
        <source>A file under way was lost</source>
        <translation>Файл потерян при передаче</translation>
    </message>
    <message>
        <source>A group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>A letter is wrong or missing.</source>
        <translation>Какая-то буква неверна или пропущена.</translation>
    </message>
    <message>
        <source>A local file cannot be opened</source>
        <translation>Не удалось открыть локальный файл</translation>
    </message>
    <message>
        <source>A local file is damaged</source>
        <translation>Локальный файл повреждён</translation>
    </message>
    <message>
        <source>A message went to the ticket that yours was merged into</source>
        <translation>Сообщение ушло в заявку, с которой объединили вашу</translation>
    </message>
    <message>
        <source>A passphrase is needed</source>
        <translation>Нужна парольная фраза</translation>
    </message>
    <message>
        <source>A public reply waits this long before it goes, also offline. 0 sends at once.</source>
        <translation>Публичный ответ ждёт столько перед отправкой, в том числе без сети. 0 — отправлять сразу.</translation>
    </message>
    <message>
        <source>A received file is damaged</source>
        <translation>Полученный файл повреждён</translation>
    </message>
    <message>
        <source>A record from the desk could not be understood</source>
        <translation>Не удалось разобрать запись с сервера</translation>
    </message>
    <message>
        <source>A site or everybody</source>
        <translation>Площадка или все</translation>
    </message>
    <message>
        <source>A stored file is damaged</source>
        <translation>Сохранённый файл повреждён</translation>
    </message>
    <message>
        <source>A stored record is damaged</source>
        <translation>Сохранённая запись повреждена</translation>
    </message>
    <message>
        <source>A stored value is damaged</source>
        <translation>Сохранённое значение повреждено</translation>
    </message>
    <message>
        <source>A web page answers at this address</source>
        <translation>По этому адресу отвечает веб-страница</translation>
    </message>
    <message>
        <source>A web service answers, but it is not a desk.</source>
        <translation>Отвечает веб-служба, но это не сервер службы поддержки.</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Advice given</source>
        <translation>Дана консультация</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Сотрудник поддержки</translation>
    </message>
    <message>
        <source>1 answers the call, 4 is the maker.</source>
        <translation>1 — принимает обращения, 4 — производитель.</translation>
    </message>
    <message>
        <source>A batch is an object with client_id, person_id and ops.</source>
        <translation>Пакет — это объект с полями client_id, person_id и ops.</translation>
    </message>
    <message>
        <source>A batch names its client_id and person_id.</source>
        <translation>В пакете должны быть указаны client_id и person_id.</translation>
    </message>
    <message>
        <source>A clock that is wrong by years makes certificates look invalid. Set it.</source>
        <translation>Если часы ошибаются на годы, сертификаты кажутся недействительными. Установите время.</translation>
    </message>
    <message>
        <source>A new record cannot begin in this state.</source>
        <translation>Новая запись не может начинаться в этом состоянии.</translation>
    </message>
    <message>
        <source>A number is too large or not whole.</source>
        <translation>Число слишком велико или не целое.</translation>
    </message>
    <message>
        <source>A number, with a point before its fraction.</source>
        <translation>Число; дробная часть отделяется точкой.</translation>
    </message>
    <message>
        <source>A page of it answers, but not its REST interface.</source>
        <translation>Отвечает его страница, но не интерфейс REST.</translation>
    </message>
    <message>
        <source>A placeholder is still to be filled in.</source>
        <translation>Осталось незаполненное место:</translation>
    </message>
    <message>
        <source>A record with this id is there already.</source>
        <translation>Запись с таким идентификатором уже есть.</translation>
    </message>
    <message>
        <source>A span of time, such as 2d 3:30 for two days and three and a half hours.</source>
        <translation>Промежуток времени, например 2d 3:30 — два дня и три с половиной часа.</translation>
    </message>
    <message>
        <source>A ticket needs a subject.</source>
        <translation>У заявки должна быть тема.</translation>
    </message>
    <message>
        <source>All connections to the desk are in use.</source>
        <translation>Все соединения с сервером заняты.</translation>
    </message>
    <message>
        <source>All of it was thrown away: {why}.</source>
        <translation>Ответ отброшен целиком: {why}.</translation>
    </message>
    <message>
        <source>All others are here. The desk&apos;s administrator should look at it.</source>
        <translation>Все остальные здесь. Пусть на неё посмотрит администратор сервера.</translation>
    </message>
    <message>
        <source>Always keep my tickets</source>
        <translation>Всегда хранить мои заявки</translation>
    </message>
    <message>
        <source>An attached file is gone</source>
        <translation>Вложенный файл пропал</translation>
    </message>
    <message>
        <source>An earlier change of the same record waits.</source>
        <translation>Ждёт более раннее изменение той же записи.</translation>
    </message>
    <message>
        <source>An extension cannot be loaded</source>
        <translation>Не удалось загрузить расширение</translation>
    </message>
    <message>
        <source>Another change has to come first</source>
        <translation>Сначала должно пройти другое изменение</translation>
    </message>
    <message>
        <source>Another change of the same group was refused.</source>
        <translation>Другое изменение той же группы отклонено.</translation>
    </message>
    <message>
        <source>Another change that this one depends on was refused.</source>
        <translation>Отклонено изменение, от которого зависит это.</translation>
    </message>
    <message>
        <source>Another desk answers</source>
        <translation>Отвечает другой сервер</translation>
    </message>
    <message>
        <source>Another desk answers at this address</source>
        <translation>По этому адресу отвечает другой сервер</translation>
    </message>
    <message>
        <source>Another window of this program uses it.</source>
        <translation>Он открыт в другом окне программы.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Оформление</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Ask a lead of the queue.</source>
        <translation>Обратитесь к руководителю очереди.</translation>
    </message>
    <message>
        <source>Ask a manager of the project for the right to set notes as private.</source>
        <translation>Попросите руководителя проекта дать право делать заметки приватными.</translation>
    </message>
    <message>
        <source>Ask a manager of the projects you work in to make you a member.</source>
        <translation>Попросите руководителей проектов, в которых вы работаете, сделать вас участником.</translation>
    </message>
    <message>
        <source>Ask its administrator to enable the REST web service, in the settings for the API.</source>
        <translation>Попросите администратора включить веб-сервис REST в настройках API.</translation>
    </message>
    <message>
        <source>Ask the administrator for the rights of a user.</source>
        <translation>Попросите у администратора права пользователя.</translation>
    </message>
    <message>
        <source>Ask the administrator of the desk if you should have the right.</source>
        <translation>Если это право вам нужно, обратитесь к администратору сервера.</translation>
    </message>
    <message>
        <source>Ask the administrator to bring the desk up to date.</source>
        <translation>Попросите администратора обновить сервер.</translation>
    </message>
    <message>
        <source>Ask the administrator to switch it on: enable_rest in the section web of the tracker&apos;s config.ini. It is there from version 2.0 on.</source>
        <translation>Попросите администратора включить его: enable_rest в разделе web файла config.ini трекера. Он есть начиная с версии 2.0.</translation>
    </message>
    <message>
        <source>Asset or serial</source>
        <translation>Актив или серийный номер</translation>
    </message>
    <message>
        <source>Attach it again.</source>
        <translation>Прикрепите его снова.</translation>
    </message>
    <message>
        <source>Attach the file to a reply, or write in the note where it can be found.</source>
        <translation>Приложите файл к ответу или напишите в заметке, где его найти.</translation>
    </message>
    <message>
        <source>Attachment</source>
        <translation>Вложение</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Вложения</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Автор</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Базовый</translation>
    </message>
    <message>
        <source>Batches sent</source>
        <translation>Отправлено пакетов</translation>
    </message>
    <message>
        <source>Being sent.</source>
        <translation>Отправляется.</translation>
    </message>
    <message>
        <source>Below 200 MB the local copy may have to be cut down; unsent work goes first.</source>
        <translation>Если свободно меньше 200 МБ, локальную копию, возможно, придётся сократить; место в первую очередь отводится неотправленному.</translation>
    </message>
    <message>
        <source>By the date of this computer the certificate begins in the future.</source>
        <translation>Судя по дате этого компьютера, сертификат ещё не начал действовать.</translation>
    </message>
    <message>
        <source>By the date of this computer the certificate is out of date.</source>
        <translation>Судя по дате этого компьютера, срок действия сертификата истёк.</translation>
    </message>
    <message>
        <source>Bytes uploaded</source>
        <translation>Передано</translation>
    </message>
    <message>
        <source>Can wait</source>
        <translation>Может подождать</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Категории</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Категория</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменение</translation>
    </message>
    <message>
        <source>Change or delete the entry of time on the desk&apos;s own pages.</source>
        <translation>Измените или удалите запись о времени на страницах самого сервера.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Changes are found by</source>
        <translation>Способ поиска изменений</translation>
    </message>
    <message>
        <source>Changes of yours that it had confirmed and lost: {count}.</source>
        <translation>Подтверждённых и потерянных ваших изменений: {count}.</translation>
    </message>
    <message>
        <source>Changes that are here again: {changes}; drafts: {drafts}. The damaged file is kept in {file}.</source>
        <translation>Восстановлено изменений: {changes}, черновиков: {drafts}. Повреждённый файл сохранён как {file}.</translation>
    </message>
    <message>
        <source>Changes waiting</source>
        <translation>Ждут отправки</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Канал</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Чат</translation>
    </message>
    <message>
        <source>Check both. After four wrong ones the desk lets nobody in under that name for minutes.</source>
        <translation>Проверьте и то и другое. После четырёх ошибок сервер несколько минут никого не впускает под этим именем.</translation>
    </message>
    <message>
        <source>Check name and password, and whether the capitals key is locked.</source>
        <translation>Проверьте имя и пароль, а также не включён ли Caps Lock.</translation>
    </message>
    <message>
        <source>Check name and password, and whether the capitals key is locked. Who signs in with a second factor needs the API key from the page about their account.</source>
        <translation>Проверьте имя, пароль и не включён ли Caps Lock. Тем, кто входит со вторым фактором, нужен ключ API со страницы учётной записи.</translation>
    </message>
    <message>
        <source>Check replies before they are sent</source>
        <translation>Проверять ответы перед отправкой</translation>
    </message>
    <message>
        <source>Check that it still exists and may be opened.</source>
        <translation>Проверьте, что он существует и доступен для чтения.</translation>
    </message>
    <message>
        <source>Check that the folder can be written and that the disk has room.</source>
        <translation>Проверьте, что в папку можно писать и на диске есть место.</translation>
    </message>
    <message>
        <source>Check that the folder of your profile is there.</source>
        <translation>Проверьте, что папка вашего профиля на месте.</translation>
    </message>
    <message>
        <source>Check the address of the desk with your administrator.</source>
        <translation>Уточните адрес сервера у администратора.</translation>
    </message>
    <message>
        <source>Check the address with your administrator, or add the other desk as a profile.</source>
        <translation>Уточните адрес у администратора или добавьте этот сервер отдельным профилем.</translation>
    </message>
    <message>
        <source>Check the address. In a guest network, sign in there first.</source>
        <translation>Проверьте адрес. В гостевой сети сначала войдите в неё.</translation>
    </message>
    <message>
        <source>Check the address: the desk may have its own, or a path after the name. In a guest network, sign in there first.</source>
        <translation>Проверьте адрес: у сервера он может быть свой или с путём после имени. В гостевой сети сначала войдите в неё.</translation>
    </message>
    <message>
        <source>Check the date of this computer; if it is right, tell the administrator of the desk.</source>
        <translation>Проверьте дату на этом компьютере; если она верна, сообщите администратору сервера.</translation>
    </message>
    <message>
        <source>Check the network connection; your work is safe here and goes on.</source>
        <translation>Проверьте подключение к сети; ваша работа сохранена здесь, её можно продолжать.</translation>
    </message>
    <message>
        <source>Check the permissions of the folder.</source>
        <translation>Проверьте права доступа к папке.</translation>
    </message>
    <message>
        <source>Check the proxy settings of this computer.</source>
        <translation>Проверьте настройки прокси на этом компьютере.</translation>
    </message>
    <message>
        <source>Check who owns the folder.</source>
        <translation>Проверьте, кто владелец папки.</translation>
    </message>
    <message>
        <source>Choose a folder on a local disk, with --data-dir.</source>
        <translation>Выберите папку на локальном диске с помощью --data-dir.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Выберите другую папку.</translation>
    </message>
    <message>
        <source>Choose another state instead.</source>
        <translation>Выберите другое состояние.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Clock offset in seconds</source>
        <translation>Расхождение часов, секунд</translation>
    </message>
    <message>
        <source>Close its window first.</source>
        <translation>Сначала закройте его окно.</translation>
    </message>
    <message>
        <source>Close other programs that use the folder, then remove it again.</source>
        <translation>Закройте другие программы, которые используют папку, и удалите ещё раз.</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Закрыта</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Comes after</source>
        <translation>Идёт после</translation>
    </message>
    <message>
        <source>Comes before</source>
        <translation>Идёт перед</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Просторно</translation>
    </message>
    <message>
        <source>Comfortable shows two lines for each ticket, compact shows one.</source>
        <translation>Просторно — две строки на заявку, компактно — одна.</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Компактно</translation>
    </message>
    <message>
        <source>Compare it with the one you wrote down.</source>
        <translation>Сравните его с тем, что вы записали.</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>Жалоба</translation>
    </message>
    <message>
        <source>Complete pulls</source>
        <translation>Полных загрузок</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Content id</source>
        <translation>Идентификатор содержимого</translation>
    </message>
    <message>
        <source>Copied from</source>
        <translation>Скопирована из</translation>
    </message>
    <message>
        <source>Copied to</source>
        <translation>Скопирована в</translation>
    </message>
    <message>
        <source>Copy the API key from the page about your account, all of it.</source>
        <translation>Скопируйте ключ API со страницы вашей учётной записи, целиком.</translation>
    </message>
    <message>
        <source>Could not be reproduced</source>
        <translation>Не воспроизводится</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Создано</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Критический</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Decisions waiting</source>
        <translation>Ждут решения</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Delete the subtasks first, or take them out of the ticket.</source>
        <translation>Сначала удалите подзадачи или отделите их от заявки.</translation>
    </message>
    <message>
        <source>Deletions are told by</source>
        <translation>Способ узнать об удалениях</translation>
    </message>
    <message>
        <source>Density of lists</source>
        <translation>Плотность списков</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Отдел</translation>
    </message>
    <message>
        <source>Desk epoch</source>
        <translation>Эпоха сервера</translation>
    </message>
    <message>
        <source>Desk instance</source>
        <translation>Экземпляр сервера</translation>
    </message>
    <message>
        <source>Desk {address}</source>
        <translation>Сервер {address}</translation>
    </message>
    <message>
        <source>Detail of the log</source>
        <translation>Подробность журнала</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>Диагностика</translation>
    </message>
    <message>
        <source>Digest mismatches</source>
        <translation>Расхождений при сверке</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Срок</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Дубликат</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Эл. почта</translation>
    </message>
    <message>
        <source>Edits are checked by</source>
        <translation>Способ проверки правок</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Записи в заявках</translation>
    </message>
    <message>
        <source>Entries are added once by</source>
        <translation>Однократность записей обеспечивает</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Запись в заявке</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Export it first, or say that it may be thrown away.</source>
        <translation>Сначала экспортируйте её или подтвердите, что её можно отбросить.</translation>
    </message>
    <message>
        <source>Feed position</source>
        <translation>Позиция в ленте</translation>
    </message>
    <message>
        <source>Fetching a file</source>
        <translation>Загрузка файла</translation>
    </message>
    <message>
        <source>Fetching everything again</source>
        <translation>Загрузка заново</translation>
    </message>
    <message>
        <source>Fetching tickets and messages for the first time</source>
        <translation>Первая загрузка заявок и переписки</translation>
    </message>
    <message>
        <source>Files are sent</source>
        <translation>Способ передачи файлов</translation>
    </message>
    <message>
        <source>First line</source>
        <translation>Первая линия</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>Первый ответ</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Исправлено</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Папка</translation>
    </message>
    <message>
        <source>For events: rows of field, old, new.</source>
        <translation>Для событий: строки «поле, было, стало».</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Освободите место и повторите.</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>Have the recovery key at hand.</source>
        <translation>Держите под рукой ключ восстановления.</translation>
    </message>
    <message>
        <source>Held back until you or the clock release it.</source>
        <translation>Задержано, пока вы или таймер не отпустите.</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Высокий</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Высокая контрастность</translation>
    </message>
    <message>
        <source>Hold a reply if the requester wrote again meanwhile</source>
        <translation>Задерживать ответ, если инициатор написал снова</translation>
    </message>
    <message>
        <source>How much of attached files is kept on this computer. For new profiles.</source>
        <translation>Сколько вложений хранить на этом компьютере. Для новых профилей.</translation>
    </message>
    <message>
        <source>If they are really gone, they will go with the next complete check.</source>
        <translation>Если их действительно больше нет, они исчезнут при следующей полной сверке.</translation>
    </message>
    <message>
        <source>If your organisation signs its own certificates, have its authority added to the certificates of this computer. The check cannot be skipped.</source>
        <translation>Если организация сама подписывает сертификаты, добавьте её центр сертификации в сертификаты этого компьютера. Пропустить проверку нельзя.</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>Влияние</translation>
    </message>
    <message>
        <source>In percent of the system&apos;s text size.</source>
        <translation>В процентах от системного размера текста.</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Инцидент</translation>
    </message>
    <message>
        <source>Install the extension that speaks to this kind of desk.</source>
        <translation>Установите расширение для серверов этого вида.</translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation>Установите более новую версию снова.</translation>
    </message>
    <message>
        <source>Install the newest version of this program; unsent work stays here and is sent then.</source>
        <translation>Установите последнюю версию программы; неотправленное останется здесь и уйдёт после этого.</translation>
    </message>
    <message>
        <source>Install what Qt needs: libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libdbus-1-3 libfontconfig1, and run it in a desktop session.</source>
        <translation>Установите то, что нужно Qt: libgl1 libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libdbus-1-3 libfontconfig1, и запускайте в графическом сеансе.</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Внутренняя заметка</translation>
    </message>
    <message>
        <source>Issues, conversations, files, public and private notes, all fields with those of the desk&apos;s own, links, watchers and time spent work offline; wiki pages can be read offline, versions and categories are not shown yet, and views and templates cannot be kept there.</source>
        <translation>Без сети работают задачи, переписка, файлы, общие и личные заметки, все поля, включая собственные поля сервера, связи, наблюдатели и затраченное время; страницы вики можно читать без сети, версии и категории пока не показаны, а представления и шаблоны там хранить нельзя.</translation>
    </message>
    <message>
        <source>It can be read and exported here, but not changed.</source>
        <translation>Здесь её можно прочитать и экспортировать, но не изменить.</translation>
    </message>
    <message>
        <source>It cannot be changed any more.</source>
        <translation>Изменить её больше нельзя.</translation>
    </message>
    <message>
        <source>It does not begin as it should.</source>
        <translation>Начало не такое, как должно быть.</translation>
    </message>
    <message>
        <source>It goes beyond the size this program accepts, so it was given up.</source>
        <translation>Он больше, чем принимает эта программа, поэтому загрузка прекращена.</translation>
    </message>
    <message>
        <source>It has been sent, or may have been.</source>
        <translation>Это отправлено или могло быть отправлено.</translation>
    </message>
    <message>
        <source>It is a page for a browser, not the service of a desk.</source>
        <translation>Это страница для браузера, а не сервер службы поддержки.</translation>
    </message>
    <message>
        <source>It is compressed in a way that was not asked for.</source>
        <translation>Он сжат способом, о котором не просили.</translation>
    </message>
    <message>
        <source>It is fetched from its start.</source>
        <translation>Он загружается с начала.</translation>
    </message>
    <message>
        <source>It is gone</source>
        <translation>Больше не существует</translation>
    </message>
    <message>
        <source>It is gone or hidden.</source>
        <translation>Его больше нет, или он скрыт.</translation>
    </message>
    <message>
        <source>It is kept and can be exported. A newer version may be able to send it.</source>
        <translation>Оно сохранено, и его можно экспортировать. Возможно, отправить его сможет более новая версия.</translation>
    </message>
    <message>
        <source>It is no address of a web service.</source>
        <translation>Это не адрес веб-службы.</translation>
    </message>
    <message>
        <source>It is not known whether this arrived</source>
        <translation>Неизвестно, дошло ли это</translation>
    </message>
    <message>
        <source>It is shown in another window.</source>
        <translation>Он открыт в другом окне.</translation>
    </message>
    <message>
        <source>It takes files only together with their message, so this program sends none larger than 64 MB there.</source>
        <translation>Он принимает файлы только вместе с их сообщением, поэтому программа не отправляет туда файлов больше 64 МБ.</translation>
    </message>
    <message>
        <source>Its compressed content cannot be unpacked, so all of it was thrown away.</source>
        <translation>Сжатое содержимое не распаковывается, поэтому ответ отброшен целиком.</translation>
    </message>
    <message>
        <source>Its content was changed.</source>
        <translation>Его содержимое изменилось.</translation>
    </message>
    <message>
        <source>Its digest is not the expected one.</source>
        <translation>Его контрольная сумма не совпадает с ожидаемой.</translation>
    </message>
    <message>
        <source>Its key is kept elsewhere.</source>
        <translation>Его ключ хранится в другом месте.</translation>
    </message>
    <message>
        <source>Its key is kept under a passphrase.</source>
        <translation>Его ключ защищён парольной фразой.</translation>
    </message>
    <message>
        <source>Its pages answer, but its REST interface is switched off.</source>
        <translation>Его страницы отвечают, но интерфейс REST выключен.</translation>
    </message>
    <message>
        <source>Its pages answer, but not its REST interface.</source>
        <translation>Его страницы отвечают, но интерфейс REST — нет.</translation>
    </message>
    <message>
        <source>Its passphrase is asked for at the start.</source>
        <translation>Парольная фраза запрашивается при запуске.</translation>
    </message>
    <message>
        <source>Keep tickets changed in the last</source>
        <translation>Хранить заявки, изменённые за последние</translation>
    </message>
    <message>
        <source>Kept offline</source>
        <translation>Хранение офлайн</translation>
    </message>
    <message>
        <source>Key of {person} at {desk}</source>
        <translation>Ключ: {person}, {desk}</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Хранилище ключей</translation>
    </message>
    <message>
        <source>Keys are kept by the system.</source>
        <translation>Ключи хранит система.</translation>
    </message>
    <message>
        <source>Kind of request</source>
        <translation>Вид обращения</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Last complete sync</source>
        <translation>Последняя полная синхронизация</translation>
    </message>
    <message>
        <source>Last errors</source>
        <translation>Последние ошибки</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Последнее сообщение</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Уровень</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Local storage failed</source>
        <translation>Сбой локального хранилища</translation>
    </message>
    <message>
        <source>Look through the outbox before you go on.</source>
        <translation>Прежде чем продолжить, просмотрите исходящие.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Низкий</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>Mail domain</source>
        <translation>Почтовый домен</translation>
    </message>
    <message>
        <source>Make this change on the other ticket, or discard it.</source>
        <translation>Внесите это изменение в другую заявку или отбросьте его.</translation>
    </message>
    <message>
        <source>Media type</source>
        <translation>Тип данных</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>Объединена с</translation>
    </message>
    <message>
        <source>Merges are told by</source>
        <translation>Способ узнать об объединениях</translation>
    </message>
    <message>
        <source>Message from the requester</source>
        <translation>Сообщение инициатора</translation>
    </message>
    <message>
        <source>Minutes spent</source>
        <translation>Затрачено минут</translation>
    </message>
    <message>
        <source>More bytes were sent than the file has.</source>
        <translation>Передано больше байтов, чем есть в файле.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Names cannot be looked up</source>
        <translation>Не работает поиск имён в сети</translation>
    </message>
    <message>
        <source>Names in other languages that find this queue.</source>
        <translation>Названия на других языках, по которым находится эта очередь.</translation>
    </message>
    <message>
        <source>Neither may be part of the other already, nor linked with it, and the project of the whole must be one from which this desk takes parts.</source>
        <translation>Ни одна не должна уже входить в другую или быть с ней связана, а проект целой заявки должен быть из тех, из которых этот сервер принимает части.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новая</translation>
    </message>
    <message>
        <source>New records are made once by</source>
        <translation>Однократность новых записей обеспечивает</translation>
    </message>
    <message>
        <source>News come</source>
        <translation>Способ получения новостей</translation>
    </message>
    <message>
        <source>No computer has the name in the address.</source>
        <translation>Компьютера с именем из этого адреса нет.</translation>
    </message>
    <message>
        <source>No connection came about in time.</source>
        <translation>Соединение не установлено вовремя.</translation>
    </message>
    <message>
        <source>No file was named for the export</source>
        <translation>Не указан файл для экспорта</translation>
    </message>
    <message>
        <source>No passphrase opens this profile</source>
        <translation>Парольной фразой этот профиль не открывается</translation>
    </message>
    <message>
        <source>No secure connection came about</source>
        <translation>Не удалось установить защищённое соединение</translation>
    </message>
    <message>
        <source>Nobody can tell whether this reached the desk.</source>
        <translation>Неизвестно, дошло ли это до сервера.</translation>
    </message>
    <message>
        <source>Nobody this computer trusts has signed the certificate.</source>
        <translation>Сертификат не подписан никем, кому доверяет этот компьютер.</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Обычный</translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation>Не всё удалось удалить</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ещё не время</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Заметки</translation>
    </message>
    <message>
        <source>Nothing can be saved in it any more.</source>
        <translation>Сохранить в него больше ничего нельзя.</translation>
    </message>
    <message>
        <source>Nothing is here</source>
        <translation>Здесь ничего нет</translation>
    </message>
    <message>
        <source>Nothing is known here of the profile {profile}.</source>
        <translation>О профиле {profile} здесь ничего не известно.</translation>
    </message>
    <message>
        <source>On this desk a ticket is part of one other at most.</source>
        <translation>На этом сервере заявка входит не более чем в одну другую.</translation>
    </message>
    <message>
        <source>Redmine does not know this API key, or not any more.</source>
        <translation>Redmine не знает такого ключа API или уже не знает.</translation>
    </message>
    <message>
        <source>Redmine does not know this name with this password.</source>
        <translation>Redmine не знает такого имени с таким паролем.</translation>
    </message>
    <message>
        <source>Start again. If that does not help, send your work with the older version.</source>
        <translation>Запустите программу ещё раз. Если это не поможет, отправьте работу с помощью прежней версии.</translation>
    </message>
    <message>
        <source>Take {data} out of what is synced. Or close this program, move that folder to a place that is not synced and name it data there; then start with --data-dir and the folder that holds it.</source>
        <translation>Исключите {data} из синхронизации папок. Или закройте программу, переместите эту папку туда, где ничего не синхронизируется, назовите её там data и запустите программу с --data-dir и папкой, в которой она лежит.</translation>
    </message>
    <message>
        <source>The date of this computer is probably wrong: check it first.</source>
        <translation>Вероятно, на этом компьютере неверная дата: сначала проверьте её.</translation>
    </message>
    <message>
        <source>The date of this computer is wrong</source>
        <translation>На этом компьютере неверная дата</translation>
    </message>
    <message>
        <source>The defaults are in use; the damaged file is kept as {file}.</source>
        <translation>Действуют значения по умолчанию; повреждённый файл сохранён как {file}.</translation>
    </message>
    <message>
        <source>The desk answered with the error {status}.</source>
        <translation>Сервер ответил ошибкой {status}.</translation>
    </message>
    <message>
        <source>The engine has stopped because of a fault in the program.</source>
        <translation>Синхронизация остановилась из-за ошибки в программе.</translation>
    </message>
    <message>
        <source>The entry belongs to another ticket.</source>
        <translation>Запись относится к другой заявке.</translation>
    </message>
    <message>
        <source>The extension “{name}” is broken or does not fit this version.</source>
        <translation>Расширение «{name}» повреждено или не подходит к этой версии.</translation>
    </message>
    <message>
        <source>The fault is in the desk&apos;s log; trying again later may help.</source>
        <translation>Ошибка записана в журнал сервера; возможно, поможет повтор позже.</translation>
    </message>
    <message>
        <source>The feed needs a cursor; a first pull gives one.</source>
        <translation>Для ленты нужна позиция; её даёт первая загрузка.</translation>
    </message>
    <message>
        <source>The field is not changed in this way.</source>
        <translation>Это поле так не меняется.</translation>
    </message>
    <message>
        <source>The keyring does not answer.</source>
        <translation>Хранилище ключей не отвечает.</translation>
    </message>
    <message>
        <source>The profile needs the extension “{name}”.</source>
        <translation>Профилю нужно расширение «{name}».</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched until you go online.</source>
        <translation>Ничего не отправляется и не загружается, пока вы не выйдете в сеть.</translation>
    </message>
    <message>
        <source>% done</source>
        <translation>Готово, %</translation>
    </message>
    <message>
        <source>A file stands where a folder should be, or a folder where a file should be.</source>
        <translation>На месте папки находится файл или на месте файла — папка.</translation>
    </message>
    <message>
        <source>A group cannot be that here, only a person.</source>
        <translation>Здесь может быть только человек, а не группа.</translation>
    </message>
    <message>
        <source>A new record is its own.</source>
        <translation>Новая запись самостоятельна.</translation>
    </message>
    <message>
        <source>A record cannot be linked with itself.</source>
        <translation>Запись нельзя связать с самой собой.</translation>
    </message>
    <message>
        <source>A record of the desk cannot be understood</source>
        <translation>Запись сервера не удалось прочитать</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>Закреплён</translation>
    </message>
    <message>
        <source>Allow writing to that folder, then close this window and open it again.</source>
        <translation>Разрешите запись в эту папку, затем закройте это окно и откройте его снова.</translation>
    </message>
    <message>
        <source>An order to erase the copy here was not obeyed</source>
        <translation>Распоряжение стереть копию здесь не выполнено</translation>
    </message>
    <message>
        <source>Another program holds the file.</source>
        <translation>Файл занят другой программой.</translation>
    </message>
    <message>
        <source>Another program holds the local files.</source>
        <translation>Локальные файлы заняты другой программой.</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Статья</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Статьи</translation>
    </message>
    <message>
        <source>Ask the administrator for the rights of an agent in the queues you work in.</source>
        <translation>Попросите у администратора права специалиста в очередях, с которыми вы работаете.</translation>
    </message>
    <message>
        <source>Ask the administrator to let requests below /REST/2.0 through to it; Request Tracker has the interface from version 5 on.</source>
        <translation>Попросите администратора пропускать к нему запросы под /REST/2.0; этот интерфейс есть в Request Tracker с версии 5.</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>Актив</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Активы</translation>
    </message>
    <message>
        <source>Both must be there, and be two.</source>
        <translation>Обе должны существовать и быть разными.</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Каталог</translation>
    </message>
    <message>
        <source>Change the password in a browser if it asks for that; else ask its administrator to enable the REST web service.</source>
        <translation>Смените пароль в браузере, если сервер этого просит; иначе попросите администратора включить веб-службу REST.</translation>
    </message>
    <message>
        <source>Changes are found by comparing the whole list, so they may come late, and of several between two looks only the last is seen.</source>
        <translation>Изменения находятся сравнением всего списка, поэтому могут приходить с опозданием, а из нескольких между двумя просмотрами видно только последнее.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Закройте другие программы и повторите попытку.</translation>
    </message>
    <message>
        <source>Close other programs. It is tried again by itself.</source>
        <translation>Закройте другие программы. Попытка повторится сама.</translation>
    </message>
    <message>
        <source>Close the other program and try again.</source>
        <translation>Закройте другую программу и повторите попытку.</translation>
    </message>
    <message>
        <source>Close this window and open it again.</source>
        <translation>Закройте это окно и откройте его снова.</translation>
    </message>
    <message>
        <source>Copy the key from the page about your account and sign in with it.</source>
        <translation>Скопируйте ключ со страницы своей учётной записи и войдите с ним.</translation>
    </message>
    <message>
        <source>Copy the key from the page about your account, all of it.</source>
        <translation>Скопируйте ключ со страницы своей учётной записи целиком.</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>Зависит от</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Описание</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Duplicate of</source>
        <translation>Дубликат</translation>
    </message>
    <message>
        <source>Estimated hours</source>
        <translation>Оценка, часов</translation>
    </message>
    <message>
        <source>Fetching a conversation</source>
        <translation>Загрузка переписки</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Has as a duplicate</source>
        <translation>Имеет дубликат</translation>
    </message>
    <message>
        <source>Has as a part</source>
        <translation>Включает</translation>
    </message>
    <message>
        <source>Have the disk checked, and export your unsent work before.</source>
        <translation>Сначала выгрузите неотправленную работу, затем проверьте диск.</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>У кого</translation>
    </message>
    <message>
        <source>If it is on another drive, connect that and open the profile again.</source>
        <translation>Если она на другом диске, подключите его и откройте профиль снова.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Используется</translation>
    </message>
    <message>
        <source>Inventory tag</source>
        <translation>Инвентарный номер</translation>
    </message>
    <message>
        <source>It did not name the key of your account.</source>
        <translation>Он не назвал ключ вашей учётной записи.</translation>
    </message>
    <message>
        <source>It has been taken back already, or it is too long ago.</source>
        <translation>Это уже отменено, или прошло слишком много времени.</translation>
    </message>
    <message>
        <source>It is here as it was; a copy of it is kept in {file}.</source>
        <translation>Она осталась здесь как была; её копия хранится в {file}.</translation>
    </message>
    <message>
        <source>It is known here alone.</source>
        <translation>Он известен только здесь.</translation>
    </message>
    <message>
        <source>It is not proved that it comes from the desk and is meant for this device.</source>
        <translation>Не доказано, что оно исходит от сервера и относится к этому устройству.</translation>
    </message>
    <message>
        <source>It is not there, it may not be opened, or too many files are open.</source>
        <translation>Его нет, его нельзя открыть или открыто слишком много файлов.</translation>
    </message>
    <message>
        <source>It is read again as soon as the desk sends it anew.</source>
        <translation>Она будет прочитана снова, как только сервер пришлёт её ещё раз.</translation>
    </message>
    <message>
        <source>It is sent from its start.</source>
        <translation>Он отправляется с начала.</translation>
    </message>
    <message>
        <source>It was changed, then it went.</source>
        <translation>Её изменили, а затем её не стало.</translation>
    </message>
    <message>
        <source>It was not read: {why}.</source>
        <translation>Она не прочитана: {why}.</translation>
    </message>
    <message>
        <source>Its REST interface is switched off, or it wants you to change your password first.</source>
        <translation>Его интерфейс REST выключен, или сначала нужно сменить пароль.</translation>
    </message>
    <message>
        <source>Its content is not what this program has written.</source>
        <translation>Содержимое не то, что записала эта программа.</translation>
    </message>
    <message>
        <source>Its pages answer, but not its REST 2 interface.</source>
        <translation>Отвечают его страницы, но не интерфейс REST 2.</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Должность</translation>
    </message>
    <message>
        <source>Lists to prepare</source>
        <translation>Осталось подготовить списков</translation>
    </message>
    <message>
        <source>Make a new ticket of it, or discard it.</source>
        <translation>Создайте из этого новую заявку или отбросьте.</translation>
    </message>
    <message>
        <source>Make a new ticket of what does not belong there.</source>
        <translation>Создайте новую заявку из того, что туда не относится.</translation>
    </message>
    <message>
        <source>Make a token on the desk&apos;s page “Auth Tokens”, and copy all of it.</source>
        <translation>Создайте токен на странице сервера «Auth Tokens» и скопируйте его целиком.</translation>
    </message>
    <message>
        <source>Make a token on the page for it, and copy all of it.</source>
        <translation>Создайте токен на странице для токенов и скопируйте его целиком.</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Средний</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>Нужна для</translation>
    </message>
    <message>
        <source>No keyring that encrypts is running on this system.</source>
        <translation>В системе не запущено хранилище ключей с шифрованием.</translation>
    </message>
    <message>
        <source>No network drive and no sync program was noticed.</source>
        <translation>Ни сетевого диска, ни программы синхронизации папок не обнаружено.</translation>
    </message>
    <message>
        <source>No passphrase was changed</source>
        <translation>Парольная фраза не изменена</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Вход не выполнен</translation>
    </message>
    <message>
        <source>Nothing can be saved: the profile folder cannot be written</source>
        <translation>Сохранять нельзя: в папку профиля нет записи</translation>
    </message>
    <message>
        <source>Nothing is fetched or sent any more.</source>
        <translation>Больше ничего не загружается и не отправляется.</translation>
    </message>
    <message>
        <source>Nothing is left of the profile in {folder}.</source>
        <translation>В {folder} от профиля ничего не осталось.</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched. Make another profile for the other desk.</source>
        <translation>Ничего не отправляется и не загружается. Создайте для другого сервера отдельный профиль.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Of two people who change the same field in the same moment, one may overwrite the other unseen.</source>
        <translation>Если двое меняют одно поле в один момент, один может незаметно перезаписать другого.</translation>
    </message>
    <message>
        <source>On site</source>
        <translation>Выезд</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>Один человек</translation>
    </message>
    <message>
        <source>Only a reply or a note that was not sent can.</source>
        <translation>Это возможно только для неотправленного ответа или заметки.</translation>
    </message>
    <message>
        <source>Only an administrator creates queues.</source>
        <translation>Очереди создаёт только администратор.</translation>
    </message>
    <message>
        <source>Only for tickets I own or watch</source>
        <translation>Только о заявках, где я исполнитель или наблюдатель</translation>
    </message>
    <message>
        <source>Only leads and administrators change colleagues.</source>
        <translation>Менять данные коллег могут только руководители и администраторы.</translation>
    </message>
    <message>
        <source>Only leads and administrators change the order of the desk.</source>
        <translation>Менять устройство службы могут только руководители и администраторы.</translation>
    </message>
    <message>
        <source>Only leads and administrators may delete this.</source>
        <translation>Удалить это могут только руководители и администраторы.</translation>
    </message>
    <message>
        <source>Only the desk sets this field.</source>
        <translation>Это поле заполняет только сервер.</translation>
    </message>
    <message>
        <source>Only the desk writes such records.</source>
        <translation>Такие записи создаёт только сервер.</translation>
    </message>
    <message>
        <source>Only the desk writes the history.</source>
        <translation>Историю ведёт только сервер.</translation>
    </message>
    <message>
        <source>Only the desk writes this field.</source>
        <translation>Это поле заполняет только сервер.</translation>
    </message>
    <message>
        <source>Only troubles</source>
        <translation>Только неполадки</translation>
    </message>
    <message>
        <source>Only what was done to one ticket can.</source>
        <translation>Это возможно только с тем, что относится к одной заявке.</translation>
    </message>
    <message>
        <source>Only who manages the queue may delete this.</source>
        <translation>Удалить это может только управляющий очередью.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыта</translation>
    </message>
    <message>
        <source>Open the outbox to send them again.</source>
        <translation>Откройте исходящие, чтобы отправить их снова.</translation>
    </message>
    <message>
        <source>Open tickets are kept in any case. 0 keeps all. For new profiles.</source>
        <translation>Открытые заявки хранятся в любом случае. 0 — хранить все. Для новых профилей.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Порядок</translation>
    </message>
    <message>
        <source>Order in the ticket, given by the desk; absent until it is there.</source>
        <translation>Порядок в заявке; назначает сервер, до отправки пусто.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Организация</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Организации</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Другие названия</translation>
    </message>
    <message>
        <source>Other records still refer to it; switch it off instead.</source>
        <translation>На неё ещё ссылаются другие записи; лучше отключите её.</translation>
    </message>
    <message>
        <source>Others changed the ticket at the same time, again and again.</source>
        <translation>Заявку снова и снова одновременно меняли другие.</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Исполнитель</translation>
    </message>
    <message>
        <source>Pages fetched</source>
        <translation>Загружено страниц</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Платный</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>Часть заявки</translation>
    </message>
    <message>
        <source>Pending customer</source>
        <translation>Ждём клиента</translation>
    </message>
    <message>
        <source>Pending third party</source>
        <translation>Ждём подрядчика</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Люди</translation>
    </message>
    <message>
        <source>People affected</source>
        <translation>Затронуто людей</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Человек</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Место</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Простой текст</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Запланирована</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>Запланирована на</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>Портал</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Позиция</translation>
    </message>
    <message>
        <source>Preparing the search</source>
        <translation>Подготовка поиска</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Личная</translation>
    </message>
    <message>
        <source>Profile folder of {person} at {desk}</source>
        <translation>Папка профиля: {person}, {desk}</translation>
    </message>
    <message>
        <source>Profiles can be locked by a passphrase instead, or be kept for a session only.</source>
        <translation>Профили можно защитить парольной фразой или хранить только на время сеанса.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>Pull everything again</source>
        <translation>Нужно загрузить всё заново</translation>
    </message>
    <message>
        <source>Put it where the requester can fetch it and send a link.</source>
        <translation>Положите его туда, откуда инициатор сможет его взять, и отправьте ссылку.</translation>
    </message>
    <message>
        <source>Put the file where the other side can fetch it, and send its address.</source>
        <translation>Положите файл туда, откуда его сможет взять другая сторона, и пришлите адрес.</translation>
    </message>
    <message>
        <source>Qt did not start within a minute.</source>
        <translation>Qt не запустился за минуту.</translation>
    </message>
    <message>
        <source>Qt {version} on {platform}</source>
        <translation>Qt {version}, {platform}</translation>
    </message>
    <message>
        <source>Qt {version} works, but there is no desktop session here.</source>
        <translation>Qt {version} работает, но графического сеанса здесь нет.</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Вопрос</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Очереди</translation>
    </message>
    <message>
        <source>Read the new message, then send, edit or discard this.</source>
        <translation>Прочитайте новое сообщение, затем отправьте, измените или отбросьте это.</translation>
    </message>
    <message>
        <source>Records missing in its list: {count}. Nothing was removed.</source>
        <translation>Нет в его списке записей: {count}. Ничего не удалено.</translation>
    </message>
    <message>
        <source>Records not understood</source>
        <translation>Непонятых записей</translation>
    </message>
    <message>
        <source>Records repaired</source>
        <translation>Исправлено записей</translation>
    </message>
    <message>
        <source>Records to index</source>
        <translation>Осталось проиндексировать</translation>
    </message>
    <message>
        <source>Recovery did not give a sound file.</source>
        <translation>Восстановить исправный файл не удалось.</translation>
    </message>
    <message>
        <source>Recycled</source>
        <translation>Списан</translation>
    </message>
    <message>
        <source>Redmine lets no program in</source>
        <translation>Redmine не пускает программы</translation>
    </message>
    <message>
        <source>Redmine lets you do nothing else before.</source>
        <translation>До этого Redmine не даёт делать ничего другого.</translation>
    </message>
    <message>
        <source>Redmine tells no API key</source>
        <translation>Redmine не сообщает ключ API</translation>
    </message>
    <message>
        <source>Referred to by</source>
        <translation>Упомянута в</translation>
    </message>
    <message>
        <source>Refers to</source>
        <translation>Ссылается на</translation>
    </message>
    <message>
        <source>Refused by the desk; your text is kept.</source>
        <translation>Отклонено сервером; ваш текст сохранён.</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонена</translation>
    </message>
    <message>
        <source>Related to</source>
        <translation>Связана с</translation>
    </message>
    <message>
        <source>Remote access allowed</source>
        <translation>Удалённый доступ разрешён</translation>
    </message>
    <message>
        <source>Remote session</source>
        <translation>Удалённый сеанс</translation>
    </message>
    <message>
        <source>Removals stopped by the brake</source>
        <translation>Остановлено массовых удалений</translation>
    </message>
    <message>
        <source>Removing it would lose what the desk does not have.</source>
        <translation>При удалении пропадёт то, чего нет на сервере.</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Ответ</translation>
    </message>
    <message>
        <source>Reply template</source>
        <translation>Шаблон ответа</translation>
    </message>
    <message>
        <source>Reply templates</source>
        <translation>Шаблоны ответов</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>Инициатор</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Решена</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Ответственный</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Room for attachments</source>
        <translation>Место для вложений</translation>
    </message>
    <message>
        <source>Roundup knows no tokens.</source>
        <translation>В Roundup нет токенов.</translation>
    </message>
    <message>
        <source>Rows of name and width, in order.</source>
        <translation>Строки «имя и ширина» по порядку.</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Saved view</source>
        <translation>Представление</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Представления</translation>
    </message>
    <message>
        <source>Say which version you changed</source>
        <translation>Укажите, какую версию вы изменили</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Раздел</translation>
    </message>
    <message>
        <source>Send it again, or discard it.</source>
        <translation>Отправьте снова или отбросьте.</translation>
    </message>
    <message>
        <source>Send it as a reply if all of them may read it.</source>
        <translation>Отправьте это как ответ, если всем им можно это читать.</translation>
    </message>
    <message>
        <source>Send the text without the file, or attach another one.</source>
        <translation>Отправьте текст без файла или прикрепите другой.</translation>
    </message>
    <message>
        <source>Send them with several messages.</source>
        <translation>Отправьте их в нескольких сообщениях.</translation>
    </message>
    <message>
        <source>Sending a file</source>
        <translation>Отправка файла</translation>
    </message>
    <message>
        <source>Sent, not confirmed yet; it will be checked before it is sent again.</source>
        <translation>Отправлено, но не подтверждено; перед повторной отправкой будет проверено.</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Серийный номер</translation>
    </message>
    <message>
        <source>Service request</source>
        <translation>Запрос на обслуживание</translation>
    </message>
    <message>
        <source>Set the date and the time of this computer; then everything goes on by itself.</source>
        <translation>Установите дату и время на этом компьютере; дальше всё продолжится само.</translation>
    </message>
    <message>
        <source>Set them in the proxy settings of this computer.</source>
        <translation>Укажите их в настройках прокси на этом компьютере.</translation>
    </message>
    <message>
        <source>Shared with everybody</source>
        <translation>Доступно всем</translation>
    </message>
    <message>
        <source>Short name</source>
        <translation>Краткое название</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Сокращение</translation>
    </message>
    <message>
        <source>Shorten the subject, and tell the rest in a message.</source>
        <translation>Сократите тему, а остальное напишите в сообщении.</translation>
    </message>
    <message>
        <source>Shorten the text, or attach the long part as a file.</source>
        <translation>Сократите текст или прикрепите длинную часть файлом.</translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation>Показывать уведомления</translation>
    </message>
    <message>
        <source>Show who wrote and the subject in notifications</source>
        <translation>Показывать в уведомлениях автора и тему</translation>
    </message>
    <message>
        <source>Sign in again; your work is safe here.</source>
        <translation>Войдите снова; ваша работа сохранена здесь.</translation>
    </message>
    <message>
        <source>Sign in as the user of this profile.</source>
        <translation>Войдите как пользователь этого профиля.</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Sign in to it in a browser, change the password there, and come back with the new one.</source>
        <translation>Войдите через браузер, смените там пароль и возвращайтесь с новым.</translation>
    </message>
    <message>
        <source>Sign in to the desk to make it.</source>
        <translation>Войдите на сервер, чтобы создать его.</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>Имя для входа</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>Вход не выполнен.</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>С какого времени</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>Размер в байтах</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Решена</translation>
    </message>
    <message>
        <source>Solved at</source>
        <translation>Решена</translation>
    </message>
    <message>
        <source>Somebody changed it since</source>
        <translation>С тех пор запись изменили</translation>
    </message>
    <message>
        <source>Somebody changed the record since you looked.</source>
        <translation>С тех пор как вы её видели, запись изменили.</translation>
    </message>
    <message>
        <source>Somebody else is signed in</source>
        <translation>Вошёл другой пользователь</translation>
    </message>
    <message>
        <source>Something else answers at this address</source>
        <translation>По этому адресу отвечает что-то другое</translation>
    </message>
    <message>
        <source>Something else answers in place of the desk</source>
        <translation>Вместо сервера отвечает что-то другое</translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation>Отложена</translation>
    </message>
    <message>
        <source>Start date</source>
        <translation>Дата начала</translation>
    </message>
    <message>
        <source>Start offline</source>
        <translation>Начинать работу офлайн</translation>
    </message>
    <message>
        <source>Start the client from a desktop.</source>
        <translation>Запустите программу из графического сеанса.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Stolen</source>
        <translation>Украден</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>По подписке</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Кратко</translation>
    </message>
    <message>
        <source>Support level</source>
        <translation>Уровень поддержки</translation>
    </message>
    <message>
        <source>Support line</source>
        <translation>Линия поддержки</translation>
    </message>
    <message>
        <source>Support lines</source>
        <translation>Линии поддержки</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>Синхронизация</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Метка</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Метки</translation>
    </message>
    <message>
        <source>Take it out of the other ticket first.</source>
        <translation>Сначала уберите её из другой заявки.</translation>
    </message>
    <message>
        <source>Take off everything from the question mark or the hash sign on.</source>
        <translation>Уберите всё, начиная с вопросительного знака или решётки.</translation>
    </message>
    <message>
        <source>Take the address from a browser that shows the first page of your Redmine.</source>
        <translation>Возьмите адрес из браузера, в котором открыта первая страница вашего Redmine.</translation>
    </message>
    <message>
        <source>Take the other link away first, also one that only the desk&apos;s own pages show.</source>
        <translation>Сначала уберите другую связь, в том числе ту, которую видно только на страницах сервера.</translation>
    </message>
    <message>
        <source>Target version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Tell the administrator of the desk; your work is safe here.</source>
        <translation>Сообщите администратору сервера; ваша работа сохранена здесь.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Размер текста</translation>
    </message>
    <message>
        <source>That window comes to the front.</source>
        <translation>Это окно выйдет на передний план.</translation>
    </message>
    <message>
        <source>The JSON is nested too deeply.</source>
        <translation>Слишком глубокая вложенность JSON.</translation>
    </message>
    <message>
        <source>The address is not protected</source>
        <translation>Адрес не защищён</translation>
    </message>
    <message>
        <source>The address is not valid</source>
        <translation>Недопустимый адрес</translation>
    </message>
    <message>
        <source>The address leads somewhere else</source>
        <translation>Адрес ведёт в другое место</translation>
    </message>
    <message>
        <source>The address leads to a page inside of a Redmine</source>
        <translation>Адрес ведёт на страницу внутри Redmine</translation>
    </message>
    <message>
        <source>The address must not contain a user name or a password.</source>
        <translation>В адресе не должно быть имени пользователя и пароля.</translation>
    </message>
    <message>
        <source>The address names no computer.</source>
        <translation>В адресе не указан компьютер.</translation>
    </message>
    <message>
        <source>The address now leads to another desk than the one this profile belongs to.</source>
        <translation>Теперь адрес ведёт не на тот сервер, которому принадлежит этот профиль.</translation>
    </message>
    <message>
        <source>The address of a desk begins with https.</source>
        <translation>Адрес сервера начинается с https.</translation>
    </message>
    <message>
        <source>The address of the desk cannot be used.</source>
        <translation>Этот адрес сервера нельзя использовать.</translation>
    </message>
    <message>
        <source>The answer came so slowly that it was given up.</source>
        <translation>Ответ шёл так медленно, что ожидание прекращено.</translation>
    </message>
    <message>
        <source>The answer does not carry the mark of a desk; it was not read.</source>
        <translation>В ответе нет признака сервера службы поддержки; он не прочитан.</translation>
    </message>
    <message>
        <source>The answer is a page for a browser; it was not read.</source>
        <translation>Ответ — страница для браузера; он не прочитан.</translation>
    </message>
    <message>
        <source>The answer is a redirect, as sign-in pages of networks give it.</source>
        <translation>Ответ — перенаправление, какое дают страницы входа в сеть.</translation>
    </message>
    <message>
        <source>The answer is a redirect, which a desk never gives; it was not followed.</source>
        <translation>Ответ — перенаправление, которого сервер никогда не даёт; переход не выполнен.</translation>
    </message>
    <message>
        <source>The answer is not one of a web service.</source>
        <translation>Так веб-служба не отвечает.</translation>
    </message>
    <message>
        <source>The answer is not the file that was asked for.</source>
        <translation>Ответ — не тот файл, который запрашивали.</translation>
    </message>
    <message>
        <source>The answer of the desk cannot be understood</source>
        <translation>Ответ сервера не удалось разобрать</translation>
    </message>
    <message>
        <source>The answer of the desk cannot be unpacked</source>
        <translation>Ответ сервера не удалось распаковать</translation>
    </message>
    <message>
        <source>The answer of the desk is damaged</source>
        <translation>Ответ сервера повреждён</translation>
    </message>
    <message>
        <source>The answer of the desk is too big</source>
        <translation>Ответ сервера слишком велик</translation>
    </message>
    <message>
        <source>The answer of the desk to this change was not understood.</source>
        <translation>Ответ сервера на это изменение не удалось разобрать.</translation>
    </message>
    <message>
        <source>The answer was cut off</source>
        <translation>Ответ оборвался</translation>
    </message>
    <message>
        <source>The attached file is missing</source>
        <translation>Вложенного файла нет</translation>
    </message>
    <message>
        <source>The bytes ended before their announced length.</source>
        <translation>Пришло меньше байтов, чем объявлено.</translation>
    </message>
    <message>
        <source>The bytes that arrived are not the ones announced; send the file again.</source>
        <translation>Пришли не те байты, что объявлены; отправьте файл снова.</translation>
    </message>
    <message>
        <source>The certificate belongs to another computer</source>
        <translation>Сертификат принадлежит другому компьютеру</translation>
    </message>
    <message>
        <source>The certificate of the desk has expired</source>
        <translation>Срок действия сертификата сервера истёк</translation>
    </message>
    <message>
        <source>The certificate of the desk is not trusted</source>
        <translation>Нет доверия к сертификату сервера</translation>
    </message>
    <message>
        <source>The certificate of the desk is not valid yet</source>
        <translation>Сертификат сервера ещё не действует</translation>
    </message>
    <message>
        <source>The certificate of the desk is refused because this computer and the desk do not agree on the date.</source>
        <translation>Сертификат сервера отклонён: даты на этом компьютере и на сервере расходятся.</translation>
    </message>
    <message>
        <source>The certificate of the desk was not accepted</source>
        <translation>Сертификат сервера не принят</translation>
    </message>
    <message>
        <source>The change is kept and asked about again; an update of this program may help.</source>
        <translation>Изменение сохранено, и запрос повторится; возможно, поможет обновление программы.</translation>
    </message>
    <message>
        <source>The change is refused</source>
        <translation>Изменение отклонено</translation>
    </message>
    <message>
        <source>The change was not saved any more.</source>
        <translation>Сохранить изменение уже не удалось.</translation>
    </message>
    <message>
        <source>The check of the certificate failed.</source>
        <translation>Сертификат не прошёл проверку.</translation>
    </message>
    <message>
        <source>The computer was reached, but no service answers at that port.</source>
        <translation>Компьютер доступен, но на этом порту никто не отвечает.</translation>
    </message>
    <message>
        <source>The connection ended in the middle of an answer, so all of it was thrown away.</source>
        <translation>Соединение оборвалось посреди ответа, поэтому он отброшен целиком.</translation>
    </message>
    <message>
        <source>The connection failed for an unknown reason.</source>
        <translation>Соединение не удалось по неизвестной причине.</translation>
    </message>
    <message>
        <source>The connection is too slow</source>
        <translation>Соединение слишком медленное</translation>
    </message>
    <message>
        <source>The connection was broken off</source>
        <translation>Соединение прервано</translation>
    </message>
    <message>
        <source>The copy here is being erased</source>
        <translation>Копия здесь стирается</translation>
    </message>
    <message>
        <source>The copy made when it was attached cannot be found.</source>
        <translation>Копия, сделанная при прикреплении, не найдена.</translation>
    </message>
    <message>
        <source>The database library is too old</source>
        <translation>Слишком старая библиотека базы данных</translation>
    </message>
    <message>
        <source>The desk asks to wait</source>
        <translation>Сервер просит подождать</translation>
    </message>
    <message>
        <source>The desk cannot be reached</source>
        <translation>Сервер недоступен</translation>
    </message>
    <message>
        <source>The desk cannot write now.</source>
        <translation>Сервер сейчас не может записывать.</translation>
    </message>
    <message>
        <source>The desk did not delete the ticket.</source>
        <translation>Сервер не удалил заявку.</translation>
    </message>
    <message>
        <source>The desk did not take the file.</source>
        <translation>Сервер не принял файл.</translation>
    </message>
    <message>
        <source>The desk did not take this, and did not say why.</source>
        <translation>Сервер этого не принял и не сказал почему.</translation>
    </message>
    <message>
        <source>The desk does not accept connections</source>
        <translation>Сервер не принимает соединения</translation>
    </message>
    <message>
        <source>The desk does not accept the session any more.</source>
        <translation>Сервер больше не принимает этот сеанс.</translation>
    </message>
    <message>
        <source>The desk does not accept this name and password.</source>
        <translation>Сервер не принимает эти имя и пароль.</translation>
    </message>
    <message>
        <source>The desk does not answer</source>
        <translation>Сервер не отвечает</translation>
    </message>
    <message>
        <source>The desk does not give this file</source>
        <translation>Сервер не отдаёт этот файл</translation>
    </message>
    <message>
        <source>The desk does not have this file</source>
        <translation>На сервере нет этого файла</translation>
    </message>
    <message>
        <source>The desk does not let everybody watch who was named.</source>
        <translation>Не всех названных сервер допускает в наблюдатели.</translation>
    </message>
    <message>
        <source>The desk failed</source>
        <translation>Сбой на сервере</translation>
    </message>
    <message>
        <source>The desk failed at this change.</source>
        <translation>При обработке этого изменения на сервере произошёл сбой.</translation>
    </message>
    <message>
        <source>The desk failed before anything was changed.</source>
        <translation>На сервере произошёл сбой, прежде чем что-либо изменилось.</translation>
    </message>
    <message>
        <source>The desk has another state</source>
        <translation>На сервере другое состояние</translation>
    </message>
    <message>
        <source>The desk has failed</source>
        <translation>На сервере произошёл сбой</translation>
    </message>
    <message>
        <source>The desk has no room left</source>
        <translation>На сервере не осталось места</translation>
    </message>
    <message>
        <source>The desk has ordered it.</source>
        <translation>Так распорядился сервер.</translation>
    </message>
    <message>
        <source>The desk has ordered the copy on this computer erased</source>
        <translation>Сервер распорядился стереть копию на этом компьютере</translation>
    </message>
    <message>
        <source>The desk has other fields, states or choices than before</source>
        <translation>На сервере теперь другие поля, состояния или варианты выбора</translation>
    </message>
    <message>
        <source>The desk has too much to do at the moment.</source>
        <translation>Сервер сейчас перегружен.</translation>
    </message>
    <message>
        <source>The desk is busy</source>
        <translation>Сервер занят</translation>
    </message>
    <message>
        <source>The desk is searched for it.</source>
        <translation>Сервер проверяется на это.</translation>
    </message>
    <message>
        <source>The desk is too old for this program</source>
        <translation>Сервер слишком старый для этой программы</translation>
    </message>
    <message>
        <source>The desk listed far fewer records than are kept here</source>
        <translation>Сервер перечислил намного меньше записей, чем хранится здесь</translation>
    </message>
    <message>
        <source>The desk may be stopped for maintenance; the next try comes by itself.</source>
        <translation>Возможно, сервер остановлен на обслуживание; попытка повторится сама.</translation>
    </message>
    <message>
        <source>The desk refused this change.</source>
        <translation>Сервер отклонил это изменение.</translation>
    </message>
    <message>
        <source>The desk refuses the request</source>
        <translation>Сервер отклоняет запрос</translation>
    </message>
    <message>
        <source>The desk says that your rights do not allow it.</source>
        <translation>По данным сервера, ваших прав для этого недостаточно.</translation>
    </message>
    <message>
        <source>The desk speaks an older version of the protocol only.</source>
        <translation>Сервер поддерживает только более старую версию протокола.</translation>
    </message>
    <message>
        <source>The desk speaks only a newer version of its protocol.</source>
        <translation>Сервер поддерживает только более новую версию протокола.</translation>
    </message>
    <message>
        <source>The desk was restored from a backup</source>
        <translation>Сервер восстановлен из резервной копии</translation>
    </message>
    <message>
        <source>The desk was restored from a backup and no longer has this change.</source>
        <translation>Сервер восстановлен из резервной копии, и этого изменения на нём больше нет.</translation>
    </message>
    <message>
        <source>The desk was restored to an earlier state.</source>
        <translation>Сервер возвращён к более раннему состоянию.</translation>
    </message>
    <message>
        <source>The desk was searched for it in vain. Look there, then say what became of it.</source>
        <translation>Поиск на сервере ничего не дал. Посмотрите там и скажите, что с этим стало.</translation>
    </message>
    <message>
        <source>The digest is not a SHA-256.</source>
        <translation>Контрольная сумма — не SHA-256.</translation>
    </message>
    <message>
        <source>The disk allows reading only.</source>
        <translation>Диск доступен только для чтения.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Диск заполнен</translation>
    </message>
    <message>
        <source>The disk of the desk is full; the administrator has to make room.</source>
        <translation>Диск сервера заполнен; администратор должен освободить место.</translation>
    </message>
    <message>
        <source>The disk reported an error.</source>
        <translation>Диск сообщил об ошибке.</translation>
    </message>
    <message>
        <source>The engine does not run</source>
        <translation>Синхронизация не запущена</translation>
    </message>
    <message>
        <source>The export could not be written</source>
        <translation>Не удалось записать экспорт</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>Не удалось прочитать файл</translation>
    </message>
    <message>
        <source>The file could not be sent</source>
        <translation>Не удалось отправить файл</translation>
    </message>
    <message>
        <source>The file ends before</source>
        <translation>Файл заканчивается раньше</translation>
    </message>
    <message>
        <source>The file has another size than was said.</source>
        <translation>Размер файла не такой, как заявлено.</translation>
    </message>
    <message>
        <source>The file has not arrived yet.</source>
        <translation>Файл ещё не пришёл.</translation>
    </message>
    <message>
        <source>The file has to be brought here once more.</source>
        <translation>Файл нужно передать ещё раз.</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>Файл повреждён</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>Файл пуст</translation>
    </message>
    <message>
        <source>The file is larger than the desk accepts.</source>
        <translation>Файл больше, чем принимает сервер.</translation>
    </message>
    <message>
        <source>The file is not described as it should be.</source>
        <translation>Файл описан не так, как нужно.</translation>
    </message>
    <message>
        <source>The file is not here any more</source>
        <translation>Файла здесь больше нет</translation>
    </message>
    <message>
        <source>The file is refused</source>
        <translation>Файл не принят</translation>
    </message>
    <message>
        <source>The file is too large</source>
        <translation>Файл слишком большой</translation>
    </message>
    <message>
        <source>The file is too large for this desk</source>
        <translation>Файл слишком велик для этого сервера</translation>
    </message>
    <message>
        <source>The file or its folder is not there any more.</source>
        <translation>Файла или его папки больше нет.</translation>
    </message>
    <message>
        <source>The file with your keys is damaged</source>
        <translation>Файл с вашими ключами повреждён</translation>
    </message>
    <message>
        <source>The file&apos;s digest is not a SHA-256.</source>
        <translation>Контрольная сумма файла — не SHA-256.</translation>
    </message>
    <message>
        <source>The files of this message are larger than 64 MB together.</source>
        <translation>Файлы этого сообщения вместе больше 64 МБ.</translation>
    </message>
    <message>
        <source>The folder is on a network drive</source>
        <translation>Папка на сетевом диске</translation>
    </message>
    <message>
        <source>The folder of your profile allows reading only.</source>
        <translation>Папка вашего профиля доступна только для чтения.</translation>
    </message>
    <message>
        <source>The key does not fit</source>
        <translation>Ключ не подходит</translation>
    </message>
    <message>
        <source>The key is missing</source>
        <translation>Ключа нет</translation>
    </message>
    <message>
        <source>The key is missing.</source>
        <translation>Ключа нет.</translation>
    </message>
    <message>
        <source>The key may not fit</source>
        <translation>Возможно, ключ не подходит</translation>
    </message>
    <message>
        <source>The keyring cannot be used</source>
        <translation>Хранилище ключей недоступно</translation>
    </message>
    <message>
        <source>The keyring of this system cannot be reached.</source>
        <translation>Хранилище ключей системы недоступно.</translation>
    </message>
    <message>
        <source>The keyring of this system did not give back what was put into it.</source>
        <translation>Хранилище ключей системы вернуло не то, что в него положили.</translation>
    </message>
    <message>
        <source>The keyring of this system is locked.</source>
        <translation>Хранилище ключей системы заблокировано.</translation>
    </message>
    <message>
        <source>The keyring of this system refused what was asked of it.</source>
        <translation>Хранилище ключей системы отклонило запрос.</translation>
    </message>
    <message>
        <source>The list of changes starts anew</source>
        <translation>Список изменений начинается заново</translation>
    </message>
    <message>
        <source>The local copy is being rebuilt</source>
        <translation>Локальная копия создаётся заново</translation>
    </message>
    <message>
        <source>The local copy is damaged</source>
        <translation>Локальная копия повреждена</translation>
    </message>
    <message>
        <source>The local copy was damaged and is being fetched again</source>
        <translation>Локальная копия была повреждена и загружается заново</translation>
    </message>
    <message>
        <source>The local database did not carry out a step.</source>
        <translation>Локальная база данных не выполнила действие.</translation>
    </message>
    <message>
        <source>The log in the diagnostics names it.</source>
        <translation>Подробности — в журнале, в окне диагностики.</translation>
    </message>
    <message>
        <source>The log never holds passwords or the text of tickets.</source>
        <translation>В журнал никогда не попадают пароли и текст заявок.</translation>
    </message>
    <message>
        <source>The name by which an HTML body shows this picture, without &apos;cid:&apos;.</source>
        <translation>Имя, под которым эта картинка показана в тексте HTML, без «cid:».</translation>
    </message>
    <message>
        <source>The name of the desk was not found</source>
        <translation>Имя сервера не найдено</translation>
    </message>
    <message>
        <source>The name service of this network does not answer.</source>
        <translation>Служба имён этой сети не отвечает.</translation>
    </message>
    <message>
        <source>The new message has no number.</source>
        <translation>У нового сообщения нет номера.</translation>
    </message>
    <message>
        <source>The next try asks for less at once.</source>
        <translation>В следующий раз будет запрошено меньше данных.</translation>
    </message>
    <message>
        <source>The next try comes by itself.</source>
        <translation>Попытка повторится сама.</translation>
    </message>
    <message>
        <source>The number of people affected is not likely.</source>
        <translation>Неправдоподобное число затронутых людей.</translation>
    </message>
    <message>
        <source>The operation will be tried again.</source>
        <translation>Попытка будет повторена.</translation>
    </message>
    <message>
        <source>The operation&apos;s id is not a UUID.</source>
        <translation>Идентификатор операции — не UUID.</translation>
    </message>
    <message>
        <source>The operation&apos;s id was used for another one.</source>
        <translation>Идентификатор операции уже занят другой.</translation>
    </message>
    <message>
        <source>The other record has its entries.</source>
        <translation>Её записи теперь в другой заявке.</translation>
    </message>
    <message>
        <source>The other side closed the connection before it answered.</source>
        <translation>Другая сторона закрыла соединение, не ответив.</translation>
    </message>
    <message>
        <source>The other side does not speak TLS 1.2 or newer.</source>
        <translation>Другая сторона не поддерживает TLS 1.2 или новее.</translation>
    </message>
    <message>
        <source>The other side shows a certificate that does not name the address of the desk.</source>
        <translation>Другая сторона предъявляет сертификат, в котором нет адреса сервера.</translation>
    </message>
    <message>
        <source>The other ticket is not there, or you may not see it.</source>
        <translation>Другой заявки нет, или она вам не видна.</translation>
    </message>
    <message>
        <source>The outbox is damaged</source>
        <translation>Исходящие повреждены</translation>
    </message>
    <message>
        <source>The part after the colon must be a port number.</source>
        <translation>После двоеточия должен стоять номер порта.</translation>
    </message>
    <message>
        <source>The passphrase does not fit</source>
        <translation>Парольная фраза не подходит</translation>
    </message>
    <message>
        <source>The path is longer than this system allows.</source>
        <translation>Путь длиннее, чем допускает эта система.</translation>
    </message>
    <message>
        <source>The place in the list of changes is too old or was made for something else.</source>
        <translation>Позиция в списке изменений устарела или создана для другого.</translation>
    </message>
    <message>
        <source>The profile can be opened.</source>
        <translation>Профиль можно открыть.</translation>
    </message>
    <message>
        <source>The profile cannot be written</source>
        <translation>Профиль недоступен для записи</translation>
    </message>
    <message>
        <source>The profile could not be opened for work</source>
        <translation>Не удалось открыть профиль для работы</translation>
    </message>
    <message>
        <source>The profile folder is copied by a sync program</source>
        <translation>Папку профиля копирует программа синхронизации</translation>
    </message>
    <message>
        <source>The profile folder is gone</source>
        <translation>Папки профиля нет</translation>
    </message>
    <message>
        <source>The profile is closed</source>
        <translation>Профиль закрыт</translation>
    </message>
    <message>
        <source>The profile is locked</source>
        <translation>Профиль заблокирован</translation>
    </message>
    <message>
        <source>The profile is open already</source>
        <translation>Профиль уже открыт</translation>
    </message>
    <message>
        <source>The profile is still open</source>
        <translation>Профиль ещё открыт</translation>
    </message>
    <message>
        <source>The profile was closed</source>
        <translation>Профиль закрыли</translation>
    </message>
    <message>
        <source>The proxy asks for a sign-in</source>
        <translation>Прокси требует входа</translation>
    </message>
    <message>
        <source>The proxy does not let the connection through</source>
        <translation>Прокси не пропускает соединение</translation>
    </message>
    <message>
        <source>The proxy set on this computer cannot be used for the desk.</source>
        <translation>Через прокси, заданный на этом компьютере, нельзя подключиться к серверу.</translation>
    </message>
    <message>
        <source>The proxy set on this computer wants a user name and a password.</source>
        <translation>Прокси, заданный на этом компьютере, требует имя пользователя и пароль.</translation>
    </message>
    <message>
        <source>The record has already been deleted on the desk.</source>
        <translation>Запись уже удалена на сервере.</translation>
    </message>
    <message>
        <source>The record has been deleted on the desk.</source>
        <translation>Запись удалена на сервере.</translation>
    </message>
    <message>
        <source>The record has changed</source>
        <translation>Запись изменилась</translation>
    </message>
    <message>
        <source>The record is not here any more.</source>
        <translation>Записи здесь больше нет.</translation>
    </message>
    <message>
        <source>The record this belongs to is not there.</source>
        <translation>Записи, к которой это относится, нет.</translation>
    </message>
    <message>
        <source>The record this refers to is not there.</source>
        <translation>Записи, на которую это ссылается, нет.</translation>
    </message>
    <message>
        <source>The record was deleted</source>
        <translation>Запись удалена</translation>
    </message>
    <message>
        <source>The record was deleted.</source>
        <translation>Запись удалена.</translation>
    </message>
    <message>
        <source>The record was merged into another one</source>
        <translation>Запись объединена с другой</translation>
    </message>
    <message>
        <source>The record&apos;s id is not a UUID.</source>
        <translation>Идентификатор записи — не UUID.</translation>
    </message>
    <message>
        <source>The request carries no token.</source>
        <translation>В запросе нет маркера доступа.</translation>
    </message>
    <message>
        <source>The request is not understood</source>
        <translation>Запрос не понят</translation>
    </message>
    <message>
        <source>The request is refused</source>
        <translation>Запрос отклонён</translation>
    </message>
    <message>
        <source>The request was sent, but no answer came in time.</source>
        <translation>Запрос отправлен, но ответ не пришёл вовремя.</translation>
    </message>
    <message>
        <source>The requester wrote again after you had read this.</source>
        <translation>После того как вы это прочитали, инициатор написал снова.</translation>
    </message>
    <message>
        <source>The requester wrote again before this was sent.</source>
        <translation>Прежде чем это ушло, инициатор написал снова.</translation>
    </message>
    <message>
        <source>The requester wrote last.</source>
        <translation>Последним написал инициатор.</translation>
    </message>
    <message>
        <source>The rights of this person have changed.</source>
        <translation>Права этого пользователя изменились.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Сеанс завершён.</translation>
    </message>
    <message>
        <source>The session was ended, because its token was used twice.</source>
        <translation>Сеанс завершён, потому что его маркер использовали дважды.</translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation>Не удалось прочитать настройки</translation>
    </message>
    <message>
        <source>The settings were damaged</source>
        <translation>Файл настроек повреждён</translation>
    </message>
    <message>
        <source>The sign-in name or the password is wrong.</source>
        <translation>Неверное имя для входа или пароль.</translation>
    </message>
    <message>
        <source>The sign-in was refused</source>
        <translation>Во входе отказано</translation>
    </message>
    <message>
        <source>The sign-in was right, but the desk does not tell who you are.</source>
        <translation>Вход верный, но сервер не говорит, кто вы.</translation>
    </message>
    <message>
        <source>The sign-in was right, but there is nothing here to work on.</source>
        <translation>Вход выполнен, но работать здесь не с чем.</translation>
    </message>
    <message>
        <source>The step back is not allowed by the order of states.</source>
        <translation>Порядок состояний не допускает шага назад.</translation>
    </message>
    <message>
        <source>The sync goes on by itself. Please report this with the diagnostics.</source>
        <translation>Синхронизация продолжится сама. Сообщите об этом, приложив диагностику.</translation>
    </message>
    <message>
        <source>The text contains characters that cannot be stored.</source>
        <translation>В тексте есть символы, которые нельзя сохранить.</translation>
    </message>
    <message>
        <source>The text contains half of a character.</source>
        <translation>В тексте есть половина символа.</translation>
    </message>
    <message>
        <source>The text is too long.</source>
        <translation>Слишком длинный текст.</translation>
    </message>
    <message>
        <source>The text mentions a file, but none is attached.</source>
        <translation>В тексте упомянут файл, но ничего не прикреплено:</translation>
    </message>
    <message>
        <source>The ticket cannot be read back</source>
        <translation>Заявку не удаётся прочитать после изменения</translation>
    </message>
    <message>
        <source>The ticket has subtasks, and this desk would delete them too.</source>
        <translation>У заявки есть подзадачи, и этот сервер удалил бы и их.</translation>
    </message>
    <message>
        <source>The ticket was merged into another one.</source>
        <translation>Заявку объединили с другой.</translation>
    </message>
    <message>
        <source>The ticket was merged on the desk before your message arrived.</source>
        <translation>Заявку объединили на сервере раньше, чем дошло ваше сообщение.</translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation>Срок действия маркера истёк.</translation>
    </message>
    <message>
        <source>The token is not known.</source>
        <translation>Маркер неизвестен.</translation>
    </message>
    <message>
        <source>The two have become one on the desk.</source>
        <translation>На сервере обе стали одной заявкой.</translation>
    </message>
    <message>
        <source>The two tickets are linked in another way already, and this desk keeps one link between two.</source>
        <translation>Эти заявки уже связаны иначе, а этот сервер хранит между двумя заявками одну связь.</translation>
    </message>
    <message>
        <source>The upload is not known, or it has expired.</source>
        <translation>Передача файла неизвестна или устарела.</translation>
    </message>
    <message>
        <source>The upload stands at another place.</source>
        <translation>Передача файла остановилась в другом месте.</translation>
    </message>
    <message>
        <source>The value the change started from is missing.</source>
        <translation>Нет значения, от которого отталкивалось изменение.</translation>
    </message>
    <message>
        <source>The values are nested too deeply.</source>
        <translation>Слишком глубокая вложенность значений.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>There is no Redmine at this address</source>
        <translation>По этому адресу нет Redmine</translation>
    </message>
    <message>
        <source>There is no desk at this address</source>
        <translation>По этому адресу нет сервера службы поддержки</translation>
    </message>
    <message>
        <source>There is no network</source>
        <translation>Нет сети</translation>
    </message>
    <message>
        <source>There is no proof of who you are here.</source>
        <translation>Здесь нет данных для входа.</translation>
    </message>
    <message>
        <source>There is no room for the change where your profile is stored.</source>
        <translation>Там, где хранится ваш профиль, нет места для изменения.</translation>
    </message>
    <message>
        <source>There is no room left on the disk.</source>
        <translation>На диске не осталось места.</translation>
    </message>
    <message>
        <source>There is no room where your profile is stored.</source>
        <translation>Там, где хранится ваш профиль, нет места.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Такого файла нет.</translation>
    </message>
    <message>
        <source>There is no such profile</source>
        <translation>Такого профиля нет</translation>
    </message>
    <message>
        <source>There is no such record on the desk.</source>
        <translation>На сервере нет такой записи.</translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation>Такой записи нет.</translation>
    </message>
    <message>
        <source>There is no such ticket</source>
        <translation>Такой заявки нет</translation>
    </message>
    <message>
        <source>There is no such ticket.</source>
        <translation>Такой заявки нет.</translation>
    </message>
    <message>
        <source>There is no text besides what is quoted.</source>
        <translation>Кроме цитаты, текста нет.</translation>
    </message>
    <message>
        <source>There is no text yet.</source>
        <translation>Текста ещё нет.</translation>
    </message>
    <message>
        <source>There is no text, only files.</source>
        <translation>Текста нет, только файлы.</translation>
    </message>
    <message>
        <source>There is unsent work in this profile</source>
        <translation>В этом профиле есть неотправленное</translation>
    </message>
    <message>
        <source>There was not enough memory for this step; nothing of it was stored.</source>
        <translation>Для этого шага не хватило памяти; ничего из него не сохранено.</translation>
    </message>
    <message>
        <source>These operations belong to another person.</source>
        <translation>Эти операции принадлежат другому пользователю.</translation>
    </message>
    <message>
        <source>This Redmine lets no programs in</source>
        <translation>Этот Redmine не впускает программы</translation>
    </message>
    <message>
        <source>This Request Tracker lets no programs in</source>
        <translation>Этот Request Tracker не пускает программы</translation>
    </message>
    <message>
        <source>This Roundup lets no programs in</source>
        <translation>Этот Roundup не впускает программы</translation>
    </message>
    <message>
        <source>This account is switched off.</source>
        <translation>Эта учётная запись отключена.</translation>
    </message>
    <message>
        <source>This account may not see itself</source>
        <translation>Эта учётная запись не видит саму себя</translation>
    </message>
    <message>
        <source>This account may see no project</source>
        <translation>Эта учётная запись не видит ни одного проекта</translation>
    </message>
    <message>
        <source>This account may see no queue</source>
        <translation>Этой учётной записи не видна ни одна очередь</translation>
    </message>
    <message>
        <source>This belongs to somebody else.</source>
        <translation>Это принадлежит другому пользователю.</translation>
    </message>
    <message>
        <source>This cannot be changed once it is written.</source>
        <translation>Написанное изменить нельзя.</translation>
    </message>
    <message>
        <source>This cannot be given to somebody else.</source>
        <translation>Передать это другому нельзя.</translation>
    </message>
    <message>
        <source>This cannot be taken back</source>
        <translation>Это нельзя отозвать</translation>
    </message>
    <message>
        <source>This cannot be taken back once it is written.</source>
        <translation>Написанное отозвать нельзя.</translation>
    </message>
    <message>
        <source>This cannot be undone</source>
        <translation>Это нельзя отменить</translation>
    </message>
    <message>
        <source>This cannot be undone any more</source>
        <translation>Отменить это уже нельзя</translation>
    </message>
    <message>
        <source>This cannot become a draft</source>
        <translation>Это нельзя сделать черновиком</translation>
    </message>
    <message>
        <source>This cannot become a new ticket</source>
        <translation>Это не может стать новой заявкой</translation>
    </message>
    <message>
        <source>This change is too big for the desk.</source>
        <translation>Это изменение слишком велико для сервера.</translation>
    </message>
    <message>
        <source>This computer did not carry out what was asked of the file.</source>
        <translation>Компьютер не выполнил действие с файлом.</translation>
    </message>
    <message>
        <source>This computer has no way to the desk at the moment.</source>
        <translation>Сейчас с этого компьютера до сервера не добраться.</translation>
    </message>
    <message>
        <source>This computer is short of memory</source>
        <translation>На этом компьютере не хватает памяти</translation>
    </message>
    <message>
        <source>This desk cannot be told of a login that is a number.</source>
        <translation>Этому серверу нельзя назвать имя для входа, которое является числом.</translation>
    </message>
    <message>
        <source>This desk does not have this value.</source>
        <translation>На этом сервере нет такого значения.</translation>
    </message>
    <message>
        <source>This desk does not keep such records.</source>
        <translation>Этот сервер не хранит таких записей.</translation>
    </message>
    <message>
        <source>This desk does not keep this field.</source>
        <translation>Этот сервер не хранит этого поля.</translation>
    </message>
    <message>
        <source>This desk does not know the field.</source>
        <translation>Этот сервер не знает такого поля.</translation>
    </message>
    <message>
        <source>This desk does not know the kind of record.</source>
        <translation>Этот сервер не знает такого вида записей.</translation>
    </message>
    <message>
        <source>This desk does not know this priority.</source>
        <translation>Этот сервер не знает такого приоритета.</translation>
    </message>
    <message>
        <source>This desk does not know this status.</source>
        <translation>Этот сервер не знает такого статуса.</translation>
    </message>
    <message>
        <source>This desk does not let the one ticket be part of the other.</source>
        <translation>Этот сервер не разрешает одной заявке входить в другую.</translation>
    </message>
    <message>
        <source>This desk does not take files of this kind.</source>
        <translation>Этот сервер не принимает файлы такого вида.</translation>
    </message>
    <message>
        <source>This desk has no internal notes: each message goes to everybody who watches.</source>
        <translation>На этом сервере нет внутренних заметок: каждое сообщение уходит всем наблюдателям.</translation>
    </message>
    <message>
        <source>This desk has no such records</source>
        <translation>На этом сервере нет таких записей</translation>
    </message>
    <message>
        <source>This desk keeps only 200 bytes of a subject: 200 Latin or 100 Cyrillic letters.</source>
        <translation>Этот сервер хранит только 200 байт темы: 200 латинских или 100 русских букв.</translation>
    </message>
    <message>
        <source>This desk shows files to everybody who sees the ticket, also those of internal notes.</source>
        <translation>Этот сервер показывает файлы всем, кто видит заявку, в том числе файлы внутренних заметок.</translation>
    </message>
    <message>
        <source>This desk takes files only together with their message.</source>
        <translation>Этот сервер принимает файлы только вместе с сообщением.</translation>
    </message>
    <message>
        <source>This desk takes messages in plain text only.</source>
        <translation>Этот сервер принимает сообщения только простым текстом.</translation>
    </message>
    <message>
        <source>This desk takes no time back: it keeps each entry of time by itself.</source>
        <translation>Этот сервер не уменьшает время: каждая запись о времени хранится отдельно.</translation>
    </message>
    <message>
        <source>This desk tells no digest</source>
        <translation>Этот сервер не сообщает контрольную сумму</translation>
    </message>
    <message>
        <source>This device has no such order, or the receipt is not its own.</source>
        <translation>У этого устройства нет такого распоряжения, или подтверждение не от него.</translation>
    </message>
    <message>
        <source>This field is not known.</source>
        <translation>Это поле неизвестно.</translation>
    </message>
    <message>
        <source>This field is required.</source>
        <translation>Это поле обязательно.</translation>
    </message>
    <message>
        <source>This is no API key of Redmine.</source>
        <translation>Это не ключ API Redmine.</translation>
    </message>
    <message>
        <source>This is no address of a desk</source>
        <translation>Это не адрес сервера</translation>
    </message>
    <message>
        <source>This is no token of Request Tracker.</source>
        <translation>Это не токен Request Tracker.</translation>
    </message>
    <message>
        <source>This is not a date and time.</source>
        <translation>Это не дата и время.</translation>
    </message>
    <message>
        <source>This is not a number of seconds.</source>
        <translation>Это не число секунд.</translation>
    </message>
    <message>
        <source>This is not a place of the list.</source>
        <translation>Такого места в списке нет.</translation>
    </message>
    <message>
        <source>This is not a recovery key</source>
        <translation>Это не ключ восстановления</translation>
    </message>
    <message>
        <source>This is not a scope.</source>
        <translation>Это не область хранения.</translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation>Это не целое число.</translation>
    </message>
    <message>
        <source>This is not allowed</source>
        <translation>Это не разрешено</translation>
    </message>
    <message>
        <source>This is not how it is called</source>
        <translation>Так обращаться нельзя</translation>
    </message>
    <message>
        <source>This is sent in a moment.</source>
        <translation>Это сейчас отправится.</translation>
    </message>
    <message>
        <source>This is too much at once</source>
        <translation>Слишком много за один раз</translation>
    </message>
    <message>
        <source>This kind of desk is not installed</source>
        <translation>Поддержка серверов этого вида не установлена</translation>
    </message>
    <message>
        <source>This operation has not been applied here.</source>
        <translation>Эта операция здесь не применялась.</translation>
    </message>
    <message>
        <source>This person may not read it.</source>
        <translation>У этого пользователя нет права на чтение.</translation>
    </message>
    <message>
        <source>This person may not write there.</source>
        <translation>У этого пользователя нет права записи сюда.</translation>
    </message>
    <message>
        <source>This profile belongs to a different desk, so nothing was exchanged.</source>
        <translation>Этот профиль относится к другому серверу, поэтому обмена не было.</translation>
    </message>
    <message>
        <source>This profile belongs to another user of the desk.</source>
        <translation>Этот профиль принадлежит другому пользователю сервера.</translation>
    </message>
    <message>
        <source>This profile is locked otherwise.</source>
        <translation>Этот профиль защищён иначе.</translation>
    </message>
    <message>
        <source>This program is too old for the desk</source>
        <translation>Программа слишком старая для этого сервера</translation>
    </message>
    <message>
        <source>This step is not possible from the present state.</source>
        <translation>Из текущего состояния этот шаг невозможен.</translation>
    </message>
    <message>
        <source>This value is not among the choices.</source>
        <translation>Такого значения нет среди вариантов.</translation>
    </message>
    <message>
        <source>This value is not of the expected kind.</source>
        <translation>Значение не того вида.</translation>
    </message>
    <message>
        <source>This version of the program cannot read this change.</source>
        <translation>Эта версия программы не может прочитать это изменение.</translation>
    </message>
    <message>
        <source>This version of the program does not know the kind of record.</source>
        <translation>Эта версия программы не знает такого вида записей.</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Заявка</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>Заявки</translation>
    </message>
    <message>
        <source>Tickets of this queue do not have this field.</source>
        <translation>У заявок этой очереди нет такого поля.</translation>
    </message>
    <message>
        <source>Tickets you own or watch, whatever their queue and age.</source>
        <translation>Где вы исполнитель или наблюдатель, в любой очереди и любой давности.</translation>
    </message>
    <message>
        <source>Tickets, conversations, files, replies, internal notes and changes of fields, also of the desk&apos;s own, work offline; articles and assets can be read offline, and views and templates cannot be kept there.</source>
        <translation>Без сети работают заявки, переписка, файлы, ответы, внутренние заметки и изменения полей, включая собственные поля сервера; статьи и активы можно читать без сети, а представления и шаблоны там хранить нельзя.</translation>
    </message>
    <message>
        <source>Tickets, messages, files, replies, and changes of fields, also of the tracker&apos;s own, work offline; there are no internal notes, everybody who watches gets each message, whoever makes a ticket is its requester, which ticket a duplicate belongs to shows in the duplicate alone, the history of changes is not shown, and views and templates cannot be kept there.</source>
        <translation>Без сети работают заявки, сообщения, файлы, ответы и изменения полей, включая собственные поля трекера; внутренних заметок нет, каждое сообщение получают все наблюдатели, инициатор заявки — тот, кто её создал, чья это копия, видно только в самой копии, история изменений не показана, а представления и шаблоны там хранить нельзя.</translation>
    </message>
    <message>
        <source>Time to undo sending</source>
        <translation>Время на отмену отправки</translation>
    </message>
    <message>
        <source>Times reopened</source>
        <translation>Открыта повторно, раз</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>Too many files are open on this computer.</source>
        <translation>На этом компьютере открыто слишком много файлов.</translation>
    </message>
    <message>
        <source>Too many requests are under way</source>
        <translation>Слишком много одновременных запросов</translation>
    </message>
    <message>
        <source>Too many requests.</source>
        <translation>Слишком много запросов.</translation>
    </message>
    <message>
        <source>Too many sign-ins have failed.</source>
        <translation>Слишком много неудачных попыток входа.</translation>
    </message>
    <message>
        <source>Tried already</source>
        <translation>Что уже пробовали</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Повторите чуть позже.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Тип</translation>
    </message>
    <message>
        <source>Type the address of the desk, such as desk.example.org.</source>
        <translation>Введите адрес сервера, например desk.example.org.</translation>
    </message>
    <message>
        <source>Type the address the desk really has. In a guest network, sign in there first.</source>
        <translation>Введите настоящий адрес сервера. В гостевой сети сначала войдите в неё.</translation>
    </message>
    <message>
        <source>Type the passphrase again, or use the recovery key.</source>
        <translation>Введите парольную фразу ещё раз или воспользуйтесь ключом восстановления.</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Введите парольную фразу.</translation>
    </message>
    <message>
        <source>Typed after a slash in the composer.</source>
        <translation>Вводится после косой черты в поле ответа.</translation>
    </message>
    <message>
        <source>Unlock it, choose a passphrase, or work for this session only.</source>
        <translation>Разблокируйте его, задайте парольную фразу или работайте только в этом сеансе.</translation>
    </message>
    <message>
        <source>Unlock it.</source>
        <translation>Разблокируйте его.</translation>
    </message>
    <message>
        <source>Unlock your keyring, or type the recovery key.</source>
        <translation>Разблокируйте хранилище ключей или введите ключ восстановления.</translation>
    </message>
    <message>
        <source>Unsent work is kept here and can be exported.</source>
        <translation>Неотправленное сохранено здесь, его можно экспортировать.</translation>
    </message>
    <message>
        <source>Unsent work is not affected.</source>
        <translation>Неотправленного это не касается.</translation>
    </message>
    <message>
        <source>Update the extension, or remove it.</source>
        <translation>Обновите расширение или удалите его.</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Изменено</translation>
    </message>
    <message>
        <source>Upload-Offset says where the bytes belong.</source>
        <translation>Upload-Offset указывает место байтов.</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Срочность</translation>
    </message>
    <message>
        <source>Use name and password.</source>
        <translation>Войдите по имени и паролю.</translation>
    </message>
    <message>
        <source>Use the address of the desk that begins with https.</source>
        <translation>Используйте адрес сервера, который начинается с https.</translation>
    </message>
    <message>
        <source>Wait a while</source>
        <translation>Подождите немного</translation>
    </message>
    <message>
        <source>Waiting to be sent.</source>
        <translation>Ждёт отправки.</translation>
    </message>
    <message>
        <source>Waits for another change that was refused.</source>
        <translation>Ждёт другого изменения, которое было отклонено.</translation>
    </message>
    <message>
        <source>Waits for us</source>
        <translation>Ждёт нас</translation>
    </message>
    <message>
        <source>Walk-up</source>
        <translation>Лично</translation>
    </message>
    <message>
        <source>Warns of placeholders left unfilled and of files mentioned but not attached.</source>
        <translation>Предупреждает о незаполненных местах и об упомянутых, но не прикреплённых файлах.</translation>
    </message>
    <message>
        <source>Watchers</source>
        <translation>Наблюдатели</translation>
    </message>
    <message>
        <source>What answers does not know a page that each Redmine has.</source>
        <translation>Тот, кто отвечает, не знает страницы, которая есть в каждом Redmine.</translation>
    </message>
    <message>
        <source>What arrived at the desk was never what was sent.</source>
        <translation>До сервера доходило не то, что было отправлено.</translation>
    </message>
    <message>
        <source>What else the desk keeps of it: a name and a value in each line.</source>
        <translation>Что ещё хранит сервер: в каждой строке название и значение.</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что происходит</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Что хранится</translation>
    </message>
    <message>
        <source>What is new is not shown yet; what is gone may be refused.</source>
        <translation>Новое пока не показано; исчезнувшее сервер может отклонить.</translation>
    </message>
    <message>
        <source>What is shown is the local copy. Restart the program; nothing was erased.</source>
        <translation>Показана локальная копия. Перезапустите программу; ничего не удалено.</translation>
    </message>
    <message>
        <source>What is shown is what was kept in {folder} before.</source>
        <translation>Показано то, что было сохранено в {folder} раньше.</translation>
    </message>
    <message>
        <source>What is typed after # or queue:</source>
        <translation>То, что вводится после # или «очередь:»</translation>
    </message>
    <message>
        <source>What makes it go only once is used or too old.</source>
        <translation>То, что гарантирует однократную отправку, уже использовано или устарело.</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Что сделано</translation>
    </message>
    <message>
        <source>What was sent to the desk cannot be taken back.</source>
        <translation>Отправленное на сервер отозвать нельзя.</translation>
    </message>
    <message>
        <source>What was typed cannot be used as an address.</source>
        <translation>Введённое нельзя использовать как адрес.</translation>
    </message>
    <message>
        <source>What was written once cannot be changed.</source>
        <translation>Написанное изменить нельзя.</translation>
    </message>
    <message>
        <source>What was written once stays.</source>
        <translation>Написанное остаётся.</translation>
    </message>
    <message>
        <source>When a change of mine needs a decision</source>
        <translation>Когда моё изменение требует решения</translation>
    </message>
    <message>
        <source>When the person did it, also without network; the desk notes its own time too.</source>
        <translation>Когда это сделал человек, в том числе без сети; сервер отмечает и своё время.</translation>
    </message>
    <message>
        <source>Where the desk keeps the article: a class, a project.</source>
        <translation>Где сервер хранит статью: класс, проект.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Withdrawn by the requester</source>
        <translation>Отозвана инициатором</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Входит в</translation>
    </message>
    <message>
        <source>Without https anybody on the way could read and change everything.</source>
        <translation>Без https любой на пути сможет всё прочитать и изменить.</translation>
    </message>
    <message>
        <source>Without one nothing would be locked.</source>
        <translation>Без неё ничего не будет защищено.</translation>
    </message>
    <message>
        <source>Work has stopped</source>
        <translation>Работа остановлена</translation>
    </message>
    <message>
        <source>Work is hampered</source>
        <translation>Работа затруднена</translation>
    </message>
    <message>
        <source>Workaround given</source>
        <translation>Дано обходное решение</translation>
    </message>
    <message>
        <source>Write another message and attach the file to it.</source>
        <translation>Напишите ещё одно сообщение и приложите файл к нему.</translation>
    </message>
    <message>
        <source>Write another message instead.</source>
        <translation>Вместо этого напишите ещё одно сообщение.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Ответы</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Написано</translation>
    </message>
    <message>
        <source>You and the desk changed the same field; a decision is needed.</source>
        <translation>Одно и то же поле изменили и вы, и на сервере; нужно решение.</translation>
    </message>
    <message>
        <source>You are asked before a reply is sent that does not answer the newest message.</source>
        <translation>Программа спросит, прежде чем отправить ответ, который не учитывает новейшее сообщение.</translation>
    </message>
    <message>
        <source>You are not allowed to do this on the desk.</source>
        <translation>На сервере вам это не разрешено.</translation>
    </message>
    <message>
        <source>You are signed out</source>
        <translation>Сеанс завершён</translation>
    </message>
    <message>
        <source>You can work offline.</source>
        <translation>Можно работать офлайн.</translation>
    </message>
    <message>
        <source>You may be in a network that asks for a sign-in: open a web page in a browser first.</source>
        <translation>Возможно, эта сеть требует входа: сначала откройте любую страницу в браузере.</translation>
    </message>
    <message>
        <source>You may not create this in the queue.</source>
        <translation>В этой очереди вам нельзя это создавать.</translation>
    </message>
    <message>
        <source>You may not do this</source>
        <translation>У вас нет на это прав</translation>
    </message>
    <message>
        <source>You may not hand this over to a queue you cannot see.</source>
        <translation>Нельзя передать это в очередь, которую вы не видите.</translation>
    </message>
    <message>
        <source>You may not see this record.</source>
        <translation>У вас нет доступа к этой записи.</translation>
    </message>
    <message>
        <source>You may not write internal notes in this project; everybody would read it.</source>
        <translation>В этом проекте вам нельзя писать внутренние заметки: это прочли бы все.</translation>
    </message>
    <message>
        <source>You may only read in this queue.</source>
        <translation>В этой очереди вы можете только читать.</translation>
    </message>
    <message>
        <source>Your data is here, but it was encrypted with another key than the one found.</source>
        <translation>Ваши данные здесь, но они зашифрованы не тем ключом, который найден.</translation>
    </message>
    <message>
        <source>Your data is here, but its key is not in the keyring.</source>
        <translation>Ваши данные здесь, но их ключа нет в хранилище ключей.</translation>
    </message>
    <message>
        <source>Your keys stay locked.</source>
        <translation>Ваши ключи остаются заблокированными.</translation>
    </message>
    <message>
        <source>Your password has to be changed first</source>
        <translation>Сначала нужно сменить пароль</translation>
    </message>
    <message>
        <source>Your unsent work could not be taken over from the older version</source>
        <translation>Не удалось перенести неотправленную работу из прежней версии</translation>
    </message>
    <message>
        <source>Your unsent work is here, but it cannot be opened with the key that was found.</source>
        <translation>Ваша неотправленная работа здесь, но найденный ключ её не открывает.</translation>
    </message>
    <message>
        <source>Your unsent work was damaged and has been recovered</source>
        <translation>Неотправленное было повреждено и восстановлено</translation>
    </message>
    <message>
        <source>Your unsent work was saved by a newer version of the program</source>
        <translation>Неотправленное сохранено более новой версией программы</translation>
    </message>
    <message>
        <source>a file is not in base64</source>
        <translation>файл не в base64</translation>
    </message>
    <message>
        <source>days</source>
        <translation>дн.</translation>
    </message>
    <message>
        <source>deskclient {version} on Python {python}</source>
        <translation>deskclient {version}, Python {python}</translation>
    </message>
    <message>
        <source>its brackets do not pair</source>
        <translation>скобки в нём не парные</translation>
    </message>
    <message>
        <source>the list of changes does not go on</source>
        <translation>список изменений не продвигается</translation>
    </message>
    <message>
        <source>the list of records does not go on</source>
        <translation>список записей не продвигается</translation>
    </message>
    <message>
        <source>{folder} cannot be written. {why}</source>
        <translation>Не удаётся писать в {folder}. {why}</translation>
    </message>
    <message>
        <source>it does not say how far the file has come</source>
        <translation>в нём не сказано, сколько файла уже передано</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>слишком глубокая вложенность</translation>
    </message>
    <message>
        <source>it is no JSON</source>
        <translation>это не JSON</translation>
    </message>
    <message>
        <source>it is not the part of the file that was asked for</source>
        <translation>это не та часть файла, которую запрашивали</translation>
    </message>
    <message>
        <source>it says that more of the file arrived than there is</source>
        <translation>по нему передано больше, чем есть в файле</translation>
    </message>
    <message>
        <source>it was cut off</source>
        <translation>он оборвался</translation>
    </message>
    <message>
        <source>no issue in it has a number</source>
        <translation>ни у одной задачи в ответе нет номера</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message>
        <source>the file is not as long as it should be</source>
        <translation>длина файла не та, что должна быть</translation>
    </message>
    <message>
        <source>the list of records does not end</source>
        <translation>список записей не заканчивается</translation>
    </message>
    <message>
        <source>the upload is there and is not</source>
        <translation>передача файла и есть, и нет</translation>
    </message>
    <message>
        <source>{desk} answers, version {version}.</source>
        <translation>{desk} отвечает, версия {version}.</translation>
    </message>
    <message>
        <source>{desk} answers.</source>
        <translation>{desk} отвечает.</translation>
    </message>
    <message>
        <source>{folder} is in a folder that a program such as OneDrive or Dropbox keeps the same on several computers. It can put an older file in place of a newer one: changes that are not sent yet could be lost.</source>
        <translation>{folder} находится в папке, которую программа вроде OneDrive или Dropbox держит одинаковой на нескольких компьютерах. Она может заменить новый файл более старым: ещё не отправленные изменения могут пропасть.</translation>
    </message>
    <message>
        <source>{folder} is not on a disk of this computer; a database would break there.</source>
        <translation>{folder} — не на диске этого компьютера; база данных там может повредиться.</translation>
    </message>
    <message>
        <source>{name} has {size} MB; at most {most} MB can be attached.</source>
        <translation>Размер {name} — {size} МБ; прикрепить можно не больше {most} МБ.</translation>
    </message>
    <message>
        <source>{name} holds nothing.</source>
        <translation>Файл {name} пуст.</translation>
    </message>
    <message>
        <source>{promise} {limit}</source>
        <translation>{promise} {limit}</translation>
    </message>
    <message>
        <source>{size} MB free</source>
        <translation>Свободно {size} МБ</translation>
    </message>
    <message>
        <source>{why} Path: {path}</source>
        <translation>{why} Путь: {path}</translation>
    </message>
    <message>
        <source>Русский</source>
        <translation>Русский</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Файл</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Правка</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Вид</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>П&amp;ереход</translation>
    </message>
    <message>
        <source>&amp;Ticket</source>
        <translation>&amp;Заявка</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>&amp;Сервис</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Сп&amp;равка</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>My open</source>
        <translation>Мои открытые</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Без исполнителя</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Просроченные</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>Все открытые</translation>
    </message>
    <message>
        <source>Waiting for us</source>
        <translation>Ждут нашего ответа</translation>
    </message>
    <message>
        <source>Unsent</source>
        <translation>Не отправлено</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>База знаний</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>Активы</translation>
    </message>
</context>
</TS>
