# Передать вопрос человеку; личная страница спросившего
handoff-title = Спросить человека
handoff-link = Спросить человека
handoff-offer = Вам могут ответить сотрудники центра правовой информации: бесплатно и без регистрации.
handoff-offer-still = Не то, что нужно?
handoff-intro = Консультант центра правовой информации прочитает вопрос и ответит на личной странице. Крайний срок — { $day }.
handoff-will-share = Вот что увидит консультант
handoff-question = Ваш вопрос
handoff-language = Язык
handoff-found = Что Kenes нашёл в докладе
handoff-found-nothing = Ничего близкого
handoff-nothing-else = Больше ничего не передаётся: ни имени, ни адреса. Вместо ИИН, номеров карт и телефонов останутся точки.
handoff-message-label = Хотите что-нибудь добавить? (необязательно)
handoff-message-hint = Имена, телефоны и ИИН, пожалуйста, не пишите: они не нужны.
handoff-confirm = Передать вопрос
handoff-not-now = Не передавать
handoff-danger = Если вы в опасности, не ждите ответа: звоните 112 или 102.
handoff-write-first = Напишите вопрос. Прежде чем он будет передан, вы увидите, что именно передаётся.
handoff-next = Дальше
handoff-refused-unknown-answer = Такого вопроса больше нет. Задайте его, пожалуйста, ещё раз.
handoff-refused-not-yours = Этот вопрос задали в другом месте, и передать его можно только там.
handoff-refused-forgotten = Текст этого вопроса уже стёрт. Задайте его, пожалуйста, ещё раз.
handoff-refused-already = Этот вопрос уже передан. Ответ появится на личной странице, адрес которой вы получили.
handoff-refused-empty = Передавать пока нечего. Сначала напишите вопрос.
form-stale = Страница была открыта слишком долго, или форма пришла с другого сайта. Вернитесь, обновите страницу и попробуйте ещё раз.
case-title = Обращение { $number }
case-keep = Сохраните адрес этой страницы: другого пути к ответу нет. Прочитать её сможет каждый, у кого есть адрес.
case-state-open = Ваш вопрос в центре.
case-state-taken = Консультант работает над вашим вопросом.
case-state-answered = Центр ответил.
case-state-cancelled = Вы отозвали вопрос. Его текст стёрт.
case-due = Крайний срок ответа — { $day }.
case-overdue = Срок ответа прошёл: { $day }. Просим прощения; сотрудники видят, что ответ опаздывает.
case-question = Что вы спросили
case-reply = Ответ центра правовой информации, { $day }
case-reply-whose = Это слова центра, а не доклада.
case-reply-in-en = Ответ на английском языке.
case-reply-in-ru = Ответ на русском языке.
case-reply-in-kk = Ответ на казахском языке.
case-attached = Выдержки из доклада
case-helped = Ответ помог?
case-helped-yes = Да
case-helped-no = Нет
case-add-label = Дополнить вопрос
case-add = Добавить
case-cancel-open = Отозвать вопрос
case-cancel-explain = Вопрос и всё, что вы добавили, будут стёрты. Вернуть их нельзя.
case-cancel = Отозвать и стереть
case-told-opened = Вопрос передан.
case-told-add = Добавлено.
case-told-cancel = Вопрос отозван.
case-told-rate = Спасибо, что сказали.
case-told-closed = Вопрос закрыт, это больше невозможно.
case-told-full = Больше дополнить этот вопрос нельзя.
case-told-empty = Текста не было.

# Рабочее место: что видят сотрудники
desk-name = Kenes: рабочее место
desk-skip = К содержанию
desk-menu = Рабочее место
desk-queue = Вопросы
desk-approvals = На согласовании
desk-audit = Журнал действий
desk-role-consultant = консультант
desk-role-editor = редактор
desk-role-supervisor = руководитель
desk-logout = Выйти
desk-login = Вход
desk-login-name = Имя
desk-login-password = Пароль
desk-login-button = Войти
desk-login-help = Забыли пароль? Новый задаст тот, кто обслуживает сервер.
desk-login-wrong = Имя и пароль не подходят друг к другу.
desk-login-busy = Сейчас входят сразу несколько человек. Попробуйте ещё раз.
desk-login-wait = { $minutes ->
    [one] Слишком много неверных попыток. Попробуйте через { $minutes } минуту.
    [few] Слишком много неверных попыток. Попробуйте через { $minutes } минуты.
   *[other] Слишком много неверных попыток. Попробуйте через { $minutes } минут.
}
desk-forbidden = У вашей учётной записи нет на это права.
desk-not-found = Обращения с таким номером нет.
desk-back = К вопросам
desk-views = Какие вопросы
desk-view-free = Свободные
desk-view-own = Мои
desk-view-overdue = Просроченные
desk-view-all = Все открытые
desk-view-done = Закрытые
desk-empty-free = Свободных вопросов нет.
desk-empty-own = Сейчас у вас нет вопросов.
desk-empty-overdue = Просроченных нет.
desk-empty-all = Открытых вопросов нет.
desk-empty-done = Пока ничего не закрыто.
desk-empty-approvals = На согласовании ничего нет.
desk-overdue-count = { $count ->
    [one] Просрочен { $count } вопрос
    [few] Просрочено { $count } вопроса
   *[other] Просрочено { $count } вопросов
}
desk-today-count = { $count ->
    [one] Сегодня нужно ответить на { $count } вопрос
    [few] Сегодня нужно ответить на { $count } вопроса
   *[other] Сегодня нужно ответить на { $count } вопросов
}
desk-page-before = ← Назад
desk-page-next = Дальше →
desk-find = Номер обращения
desk-find-button = Найти
desk-channel-web = сайт
desk-channel-telegram = Telegram
desk-due = срок: { $day }
desk-was-due = срок прошёл: { $day }
desk-state-answered = отвечено
desk-state-cancelled = отозвано
desk-helped = помогло
desk-not-helped = не помогло
desk-similar-count = { $count ->
    [one] { $count } похожий вопрос
    [few] { $count } похожих вопроса
   *[other] { $count } похожих вопросов
}
desk-similar-hint = Ваш ответ может уйти всем: выберете перед отправкой.
desk-notes-count = { $count ->
    [one] { $count } дополнение
    [few] { $count } дополнения
   *[other] { $count } дополнений
}
desk-reply-draft = черновик
desk-reply-waiting = ждёт согласования
desk-held-by = в работе: { $name }
desk-claim = Взять
desk-release = Вернуть в очередь
desk-yours = Этот вопрос у вас.
desk-erased = (текст стёрт)
desk-changed = Здесь что-то изменилось.
desk-reload = Обновить
desk-asked = Вопрос
desk-kenes-answered = Kenes показал выдержки, но нужен ответ человека.
desk-kenes-abstained = В докладе Kenes ответа не нашёл.
desk-reply = Ответ
desk-returned = Возвращено:
desk-reply-waiting-long = Этот ответ ждёт согласования.
desk-text-in = { $language }
desk-text-hint = Если написать на нескольких языках, каждый получит ответ на своём. Иначе ему скажут, на каком языке ответ.
desk-preview = Просмотр
desk-save = Сохранить черновик
desk-saved = Сохранено
desk-not-saved = Не сохранено. Нажмите «Сохранить черновик».
desk-found = Найденные выдержки
desk-found-more = { $count ->
    [one] Ещё { $count } выдержка
    [few] Ещё { $count } выдержки
   *[other] Ещё { $count } выдержек
}
desk-attach = Приложить
desk-detach = Убрать
desk-no-reply = Пока ничего не написано.
desk-claim-to-write = Чтобы ответить, возьмите вопрос.
desk-withdraw = Отозвать и дописать
desk-history = История
desk-recipients = { $count ->
    [one] Получит { $count } человек
    [few] Получат { $count } человека
   *[other] Получат { $count } человек
}
desk-other-language = вопрос: { $asked }, ответ: { $got }
desk-submit = На согласование
desk-submit-hint = Ответ уйдёт, когда его согласует редактор.
desk-send = Отправить
desk-send-hint = Ответ уйдёт сразу, отозвать его нельзя.
desk-change-text = Изменить текст
desk-written-by = автор: { $name }
desk-approve = Согласование ответа
desk-approve-button = Согласовать и отправить
desk-own-reply = Этот ответ написали вы: согласовать его должен кто-то другой.
desk-return-why = Что исправить?
desk-return = Вернуть автору
desk-audit-hint = Кто, что и когда изменил. Записи нельзя изменить или удалить.
desk-told-claimed = Вопрос ваш.
desk-told-taken = Вас опередили, вопрос уже в работе: { $name }.
desk-told-closed = Этот вопрос закрыт.
desk-told-released = Вопрос снова свободен.
desk-told-not-yours = Над этим вопросом работает другой сотрудник.
desk-told-busy = Ответ на него отправляется или ждёт согласования: вернуть вопрос сейчас нельзя.
desk-told-saved = Сохранено.
desk-told-not-holder = Писать может только тот, кто взял вопрос.
desk-told-stale = Ответ изменили в другом окне. Ниже — то, что написали вы; сравните и сохраните ещё раз.
desk-told-waiting = Ответ ждёт согласования, менять его нельзя.
desk-told-sent = Ответ отправляется.
desk-told-submitted = Ответ ждёт согласования.
desk-told-empty = Ответа ещё нет. Сначала напишите его.
desk-told-nobody = Получить ответ некому: вопрос закрыт или его взял другой сотрудник.
desk-told-approved = Согласовано, ответ отправляется.
desk-told-given-back = Возвращено автору.
desk-told-own = Свой ответ согласовать нельзя.
desk-told-gone = Этот ответ больше не ждёт согласования.
desk-told-forbidden = У вашей учётной записи нет на это права.
desk-actor-asker = спросивший
desk-actor-kenes = Kenes
desk-actor-operator = оператор сервера
desk-did-opened = вопрос передан
desk-did-added = дополнение
desk-did-cancelled = вопрос отозван
desk-did-erased = тексты стёрты
desk-did-rated-helped = ответ помог
desk-did-rated-not-helped = ответ не помог
desk-did-claimed = взято в работу
desk-did-released = возвращено в очередь
desk-did-drafted = черновик сохранён
desk-did-submitted = подано
desk-did-sent = отправлено
desk-did-approved = согласовано
desk-did-given-back = возвращено автору
desk-did-answered = ответ доставлен
desk-did-not-answered = ответ не доставлен: вопрос закрыт
desk-did-logged-in = вход
desk-did-logged-out = выход
desk-did-account-added = учётная запись создана
desk-did-account-disabled = учётная запись отключена
desk-did-account-reset = пароль задан заново
desk-learn = Обучение
desk-mend = Исправить отрывок
desk-mend-find = Номер отрывка
desk-mend-original = Слова самого документа здесь не меняются.
desk-renderings = Переводы
desk-questions = Вопросы, на которые он отвечает
desk-questions-hint = По одному в строке. По ним ищут, их не показывают.
desk-mend-save = Сохранить
desk-withdraw-rendering = Отозвать перевод
desk-centre-answers = Ответы центра
desk-centre-none = Пока ничего не опубликовано. Публикуют со страницы отвеченного вопроса.
desk-centre-withdrawn = Отозван
desk-centre-from = с { $day }
desk-superseded = Не действует: в файлах теперь другое
desk-changes = Последние изменения
desk-change = Изменение { $id }
desk-undo = Отменить это изменение
desk-received = Кто это получил
desk-received-count = За { $days } дн. до изменения: чатов: { $chats }, личных страниц: { $pages }.
desk-received-anonymous = Ответов, о которых некому сообщить: { $count }.
desk-received-days = Дней
desk-received-look = Посчитать
desk-list = Опубликовать исправление
desk-list-hint = Только если изменился смысл. Почему? Хотя бы на одном языке.
desk-list-button = Опубликовать
desk-listed = Опубликовано:
desk-told-count = Сообщено: { $told }, в пути: { $waiting }.
desk-tell = Сообщить всем ({ $count })
desk-publish = Ответ центра
desk-publish-link = Опубликовать как ответ центра
desk-publish-intro = Его увидит каждый, кто спросит о том же: под именем центра, отдельно от доклада.
desk-publish-button = Опубликовать
desk-wordings = Вопросы, по одному в строке
desk-wordings-hint = Пишите так, как спросил бы любой, без личного. Они не показываются.
desk-from = Показывать с
desk-until = по (можно не указывать)
desk-withdraw-centre = Отозвать
desk-told-learned = Сохранено. Поиск учтёт это через мгновение.
desk-told-withdrawn = Отозвано.
desk-told-undone = Изменение отменено.
desk-told-changed-since = За это время текст изменили. Посмотрите ещё раз.
desk-told-same = Ничего не изменилось.
desk-told-wrong = Текст пуст или слишком длинный.
desk-told-days = Даты указаны неверно.
desk-told-no-words = Напишите ответ и хотя бы один вопрос.
desk-told-listed = Это есть на странице исправлений.
desk-told-no-why = Укажите причину.
desk-told-telling = Сообщения отправляются.
desk-told-unlisted = Сначала опубликуйте исправление.
desk-told-unknown = Такого нет.
desk-did-mended = исправлено
desk-did-undone = изменение отменено
desk-did-published = ответ центра опубликован
desk-did-revised = ответ центра изменён
desk-did-withdrawn = ответ центра отозван
desk-did-erratum = внесено в исправления
desk-did-told = получателям сообщено
desk-changes-older = Более ранние изменения
desk-personal-hint = Это станет публичным. Уберите имена, места и всё, что указывает на одного человека: обращение, дело, дату.
desk-personal-found = Проверьте: { $found }
desk-personal-read = Я прочитал(а): ничто здесь не указывает на человека
desk-told-unread = Прочитайте ещё раз и подтвердите, что ничто не указывает на человека.
