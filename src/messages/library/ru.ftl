# Adding documents: the command line and the desk
documents-title = Документы
documents-intro = То, по чему отвечает Kenes. Всё новое сначала показывается для проверки; на вопросы в это время отвечают как обычно.
documents-add = Добавить документ
documents-file = Файл (Word, PDF с текстом, веб-страница, ODT, Markdown или простой текст)
documents-optional = Оставьте пустым то, что сказано в самом файле.
documents-field-title = Название
documents-field-id = Код (для новой редакции — код её документа)
documents-field-language = Язык
documents-field-date = Дата (ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД)
documents-field-symbol = Условное обозначение или номер
documents-field-publisher = Издатель
documents-found-out = из файла
documents-look = Сначала посмотреть
documents-look-title = Что удалось понять
documents-put-in = Добавить
documents-discard = Не добавлять
documents-remove = Убрать
documents-remove-sure = По документу перестанут отвечать. Страницы по прямым ссылкам останутся, документ можно вернуть.
documents-restore = Вернуть
documents-own = входит в поставку Kenes
documents-removed = убран { $day }
documents-edition = Редакция
documents-editions = Редакции
documents-edition-line = { $date }, добавлена { $day }
documents-none = Документов ещё не добавляли.
documents-passages = { $count ->
    [one] { $count } фрагмент
    [few] { $count } фрагмента
   *[other] { $count } фрагментов
}
documents-pages = { $count ->
    [one] { $count } страница
    [few] { $count } страницы
   *[other] { $count } страниц
}
documents-is-new = Новый документ
documents-is-edition = Новая редакция документа { $id }
documents-format = Формат
documents-outline = Заголовки
documents-outline-none = Заголовков не найдено.
documents-first = Первые фрагменты
documents-remarks = Проверьте, пожалуйста
documents-changes = Что изменится
documents-changes-between = Что изменила редакция
documents-changes-none = В тексте ничего не меняется.
documents-kept = { $count ->
    [one] { $count } фрагмент остаётся
    [few] { $count } фрагмента остаются
   *[other] { $count } фрагментов остаются
}
documents-moved = { $count ->
    [one] { $count } из них теперь стоит в другом месте
   *[other] { $count } из них теперь стоят в другом месте
}
documents-changed = { $count ->
    [one] { $count } фрагмент изменён
    [few] { $count } фрагмента изменены
   *[other] { $count } фрагментов изменены
}
documents-added = { $count ->
    [one] { $count } фрагмент новый
    [few] { $count } фрагмента новые
   *[other] { $count } фрагментов новые
}
documents-withdrawn = { $count ->
    [one] { $count } фрагмент исключён
    [few] { $count } фрагмента исключены
   *[other] { $count } фрагментов исключены
}
documents-more = и ещё { $count }
documents-diff = Что изменилось
documents-back = Все документы
documents-indexing = Новые документы обрабатываются: { $percent } %. До тех пор отвечаем по прежним.

desk-told-document-added = Документ добавлен. По нему начнут отвечать, как только он будет обработан.
desk-told-document-removed = Документ убран. Находить его перестанут, как только обновится указатель.
desk-told-document-restored = Документ возвращён.
desk-told-document-discarded = Отменено. Ничего не добавлено.
documents-same = Этот файл (или весь его текст) уже есть под кодом { $id }. Ничего не изменено.
documents-same-removed = Этот файл уже есть под кодом { $id }, но он убран. Верните его, добавлять заново не нужно.
documents-no-file = Сначала выберите файл.
documents-gone = Эта загрузка больше не ждёт. Загрузите файл ещё раз.
documents-failed = Не получилось; ничего не изменено. Сообщите тому, кто обслуживает Kenes.

library-refused-id-wrong = «{ $id }» не подходит как код: только строчные латинские буквы, цифры и дефисы, не больше 60.
library-refused-id-own = «{ $id }» входит в поставку Kenes и ведётся в папке corpus. Выберите другой код.
library-refused-title-wrong = В названии должно быть от 1 до 300 знаков.
library-refused-symbol-wrong = В обозначении должно быть от 1 до 80 знаков.
library-refused-date-wrong = «{ $date }» — не дата: напишите ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД.
library-refused-language-wrong = Языка «{ $language }» здесь нет: выберите en, ru или kk.
library-refused-unknown-id = Среди добавленных нет документа с кодом «{ $id }».
library-refused-no-edition-before = У «{ $id }» нет более ранней редакции для сравнения.
library-refused-removed-already = «{ $id }» уже убран.
library-refused-in-already = «{ $id }» уже добавлен.
library-refused-busy = Сейчас документы меняет кто-то другой. Попробуйте ещё раз.
library-refused-changed-meanwhile = «{ $id }» изменился, пока вы смотрели. Посмотрите ещё раз.

library-note-found-by-text = { $share } % его фрагментов — из «{ $id }», поэтому он считается новой редакцией этого документа.
library-note-other-of-that-name = «{ $id }» — другой документ с таким названием, поэтому этот получит код «{ $other }». Если это новая редакция, укажите код «{ $id }».
library-note-like-another = Почти всё это уже есть в { $symbol } из поставки Kenes: ответы будут находиться дважды.
library-note-symbol-taken = Обозначение { $symbol } уже занято другим документом, поэтому этот показан как { $shown }.
library-note-was-removed = «{ $id }» раньше убрали; если добавить это, он вернётся.
library-guessed-title = Названия не нашлось: вместо него — имя файла.
library-guessed-language = Язык определить не удалось: считаем, что русский.
library-guessed-date = Даты не нашлось: вместо неё — сегодняшняя.
library-guessed-symbol = Номера не нашлось: вместо него — название.

# Which document, and which edition
document-label = Какой документ?
document-ask-only = Только в: { $title }
document-all = Все документы
document-only = Ответ по документу: { $title }
edition-past = Так было в редакции от { $date }. Сейчас здесь действует другой текст.
edition-past-removed = Этот документ убран. Его фрагменты сохранены для тех, у кого есть ссылка.
edition-past-instead = Теперь на этом месте: фрагмент { $number }
edition-past-nothing = Теперь на этом месте ничего нет.
edition-changed-in = Изменено в редакции от { $date }
edition-earlier = В прежних редакциях
edition-asked = По состоянию на { $edition }

# The audit trail
desk-did-document-added = добавил(а) документ
desk-did-edition-added = добавил(а) новую редакцию
desk-did-document-removed = убрал(а) документ
desk-did-document-restored = вернул(а) документ
