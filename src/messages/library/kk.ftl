# Adding documents: the command line and the desk
documents-title = Құжаттар
documents-intro = Kenes осы құжаттар бойынша жауап береді. Жаңасы алдымен тексеруге көрсетіледі; бұл кезде сұрақтарға әдеттегідей жауап беріле береді.
documents-add = Құжат қосу
documents-file = Файл (Word, мәтіні бар PDF, веб-бет, ODT, Markdown немесе жай мәтін)
documents-optional = Файлдың өзінде айтылғанын бос қалдырыңыз.
documents-field-title = Атауы
documents-field-id = Коды (жаңа редакция үшін — құжатының коды)
documents-field-language = Тілі
documents-field-date = Күні (ЖЖЖЖ, ЖЖЖЖ-АА немесе ЖЖЖЖ-АА-КК)
documents-field-symbol = Шартты белгісі немесе нөмірі
documents-field-publisher = Баспагері
documents-found-out = файлдан алынады
documents-look = Алдымен қарап шығу
documents-look-title = Не түсінілді
documents-put-in = Қосу
documents-discard = Қоспау
documents-remove = Алып тастау
documents-remove-sure = Бұл құжат бойынша бұдан былай жауап берілмейді. Тікелей сілтемелердегі беттер қалады, құжатты қайтаруға болады.
documents-restore = Қайтару
documents-own = Kenes құрамында келген
documents-removed = { $day } алып тасталған
documents-edition = Редакция
documents-editions = Редакциялар
documents-edition-line = { $date }, { $day } қосылған
documents-none = Әзірге құжат қосылған жоқ.
documents-passages = { $count ->
    [one] { $count } үзінді
   *[other] { $count } үзінді
}
documents-pages = { $count ->
    [one] { $count } бет
   *[other] { $count } бет
}
documents-is-new = Жаңа құжат
documents-is-edition = { $id } құжатының жаңа редакциясы
documents-format = Пішімі
documents-outline = Тақырыптар
documents-outline-none = Тақырыптар табылмады.
documents-first = Алғашқы үзінділері
documents-remarks = Тексеріп шығыңыз
documents-changes = Не өзгереді
documents-changes-between = Редакция нені өзгертті
documents-changes-none = Мәтінде ештеңе өзгермейді.
documents-kept = { $count ->
    [one] { $count } үзінді сол күйінде қалады
   *[other] { $count } үзінді сол күйінде қалады
}
documents-moved = { $count ->
    [one] соның { $count } үзіндісі енді басқа жерде
   *[other] соның { $count } үзіндісі енді басқа жерде
}
documents-changed = { $count ->
    [one] { $count } үзінді өзгертілді
   *[other] { $count } үзінді өзгертілді
}
documents-added = { $count ->
    [one] { $count } үзінді жаңадан қосылды
   *[other] { $count } үзінді жаңадан қосылды
}
documents-withdrawn = { $count ->
    [one] { $count } үзінді алынып тасталды
   *[other] { $count } үзінді алынып тасталды
}
documents-more = тағы { $count }
documents-diff = Не өзгерді
documents-back = Барлық құжаттар
documents-indexing = Жаңа құжаттар өңделуде: { $percent } %. Оған дейін бұрынғылары бойынша жауап беріледі.

desk-told-document-added = Құжат қосылды. Өңделіп болған соң ол бойынша жауап беріледі.
desk-told-document-removed = Құжат алып тасталды. Көрсеткіш жаңарған соң ол табылмайды.
desk-told-document-restored = Құжат қайтарылды.
desk-told-document-discarded = Бас тартылды. Ештеңе қосылған жоқ.
documents-same = Бұл файл (не оның бүкіл мәтіні) { $id } кодымен бұрыннан бар. Ештеңе өзгерген жоқ.
documents-same-removed = Бұл файл { $id } кодымен бар, бірақ алып тасталған. Қайта қоспай, соны қайтарыңыз.
documents-no-file = Алдымен файлды таңдаңыз.
documents-gone = Бұл жүктеме енді күтіп тұрған жоқ. Файлды қайта жүктеңіз.
documents-failed = Орындалмады; ештеңе өзгерген жоқ. Kenes-ке жауапты адамға айтыңыз.

library-refused-id-wrong = «{ $id }» код бола алмайды: латынның кіші әріптері, цифрлар мен сызықшалар ғана, 60-тан аспасын.
library-refused-id-own = «{ $id }» Kenes құрамында келген, ол corpus қалтасында жүргізіледі. Басқа код таңдаңыз.
library-refused-title-wrong = Атауда 1–300 таңба болуы керек.
library-refused-symbol-wrong = Белгіде 1–80 таңба болуы керек.
library-refused-date-wrong = «{ $date }» — күн емес: ЖЖЖЖ, ЖЖЖЖ-АА немесе ЖЖЖЖ-АА-КК деп жазыңыз.
library-refused-language-wrong = «{ $language }» тілі мұнда жоқ: en, ru немесе kk таңдаңыз.
library-refused-unknown-id = Қосылғандардың ішінде «{ $id }» коды бар құжат жоқ.
library-refused-no-edition-before = «{ $id }» құжатының салыстыратын бұрынғы редакциясы жоқ.
library-refused-removed-already = «{ $id }» бұрын алып тасталған.
library-refused-in-already = «{ $id }» бұрыннан бар.
library-refused-busy = Қазір құжаттарды басқа біреу өзгертіп жатыр. Қайталап көріңіз.
library-refused-changed-meanwhile = Сіз қарап жатқанда «{ $id }» өзгерді. Қайта қарап шығыңыз.

library-note-found-by-text = Үзінділерінің { $share } %-ы «{ $id }» құжатынан, сондықтан соның жаңа редакциясы деп саналады.
library-note-other-of-that-name = «{ $id }» — аты бірдей басқа құжат, сондықтан бұл «{ $other }» болады. Жаңа редакция болса, «{ $id }» кодын көрсетіңіз.
library-note-like-another = Мұның көбі Kenes құрамындағы { $symbol } құжатында бар: жауаптар екі рет табылады.
library-note-symbol-taken = { $symbol } белгісі басқа құжатта бар, сондықтан бұл { $shown } деп көрсетіледі.
library-note-was-removed = «{ $id }» бұрын алып тасталған; мұны қоссаңыз, ол қайтады.
library-guessed-title = Атауы табылмады: орнына файлдың аты тұр.
library-guessed-language = Тілі анықталмады: орысша деп саналды.
library-guessed-date = Күні табылмады: орнына бүгінгі күн тұр.
library-guessed-symbol = Нөмірі табылмады: орнына атауы тұр.

# Which document, and which edition
document-label = Қай құжат?
document-ask-only = Тек мұнда: { $title }
document-all = Барлық құжаттар
document-only = Мына құжат бойынша жауап: { $title }
edition-past = { $date } редакциясында осылай айтылған. Қазір мұнда басқа мәтін тұр.
edition-past-removed = Бұл құжат алып тасталған. Үзінділері сілтемесі барлар үшін сақталған.
edition-past-instead = Қазір оның орнында: { $number }-үзінді
edition-past-nothing = Қазір оның орнында ештеңе жоқ.
edition-changed-in = { $date } редакциясында өзгертілген
edition-earlier = Бұрынғы редакцияларда
edition-asked = { $edition } күйі бойынша

# The audit trail
desk-did-document-added = құжат қосты
desk-did-edition-added = жаңа редакция қосты
desk-did-document-removed = құжатты алып тастады
desk-did-document-restored = құжатты қайтарды
