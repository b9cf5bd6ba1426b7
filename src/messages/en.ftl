language-name = English
start =
    I am Kenes, a program: I show the passages of Kazakhstan's official report on women's rights that answer your question, word for word.
    I am not a lawyer and the report is not the law. In danger call 112 or 102.
    I keep your questions without your name for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most. /mydata shows them, /forget erases them.

    Just write your question.
help =
    Write a question in your own words, in Kazakh, Russian or English. For example: how long is parental leave?
    I answer with passages of the report and say where they stand. If the report doesn't answer, I say so. A short question sent within five minutes is read together with the one before it.
    The buttons under an answer show the whole passage, its original, another language, the next excerpt. In any other chat, write my name and a question.
    “Ask a person” passes your question on to the legal information centre. /cases: your questions there, how they stand
    /check and a sentence: is it really in the report?
    /language: choose the language
    /about: the document
    /mydata: what is stored about you
    /forget: erase it
    In danger call 112 (emergencies) or 102 (police). Legal advice: 119.
about =
    Kenes cites this document: { $title } ({ $symbol }, { $date }). Publisher: { $publisher }.
    Every passage I show is in it word for word. Translations of ours are marked as working translations.
    Questions are stored under a pseudonym, without name or number.
    An answer's receipt keeps the words of the question, but not who asked.
    Questions are stored under a pseudonym, without name or number: /mydata shows them, /forget erases them.
    Beside a question the way back to this chat is kept, encrypted, so that you can be told if an answer is corrected.
language-choose = Which language shall I speak?
language-set = I'll speak English from now on.
greeting = Hello! I am Kenes, a program that finds what Kazakhstan's report on women's rights says. Ask me about rights, benefits or procedures in your own words. In danger call 112.
unknown-command = I don't know this command. Write your question, or press /help.
edited-or-old = I can't do that with this button any more. Please ask again.
not-yours = This button belongs to someone else's question. Please ask your own.
reason-empty = Your message holds no question. Write it in your own words, for example: how long is parental leave?
reason-too-long = This is too long for me. Please ask in one or two sentences (at most 2,000 characters).
reason-no-words = I see no words in it. Write your question in Kazakh, Russian or English.
reason-unknown-language = I understand Kazakh, Russian and English. Please ask in one of them.
reason-not-in-document = The report doesn't answer this. For advice call 119 or 1414.
reason-related-only = The report does not say this. For advice call 119 or 1414.
reason-too-broad = This is a wide field. Which part do you mean?
reason-no-edition = There was no such document or edition at that time.
urgent = You may be in danger. Call now:
urgent-then = What the report says:
confidence-high = This answers your question, as far as I can tell
confidence-middle = This probably answers your question
confidence-low = This may answer your question
related = Nearest to it:
place = Where it stands
working-translation = Working translation; the official text is in English
original = Original
original-words = The document's own words
source = Source
full-passage = Full passage
next-excerpt = Next excerpt ›
explained = What the report calls “{ $term }”
no-more = There is nothing more.
excerpt-of = Excerpt { $number } of { $total }
failure = Something is broken on our side, and it isn't your question. Please try again in a minute; in danger call 112.
starting = Kenes is starting and will answer in about a minute. In danger call 112.
too-many = That was a lot of questions at once. Please wait a minute.
too-many-today = You have asked very much today. Please go on tomorrow; in danger call 112.
late = Sorry, I was out of reach for a while. Here is the answer to your message:
ask-label = Your question
ask-hint = In your own words: Kazakh, Russian or English
ask-button = Find
page-title = Kenes: answers from Kazakhstan's report on women's rights
page-intro = Ask in your own words. Kenes shows the passages of the official report that answer, word for word.
page-privacy = Questions are stored without your name, for at most 90 days, in chats with an encrypted way back for corrections; an answer's receipt keeps the question longer, but not who asked.
also = Also in the report
not-found = There is no such page. Ask your question on the first page.
passage-number = Passage { $number }
edition = Edition
introduction = Introduced by
notes = Notes
back = Ask something else
command-start = What Kenes is
command-help = How to ask
command-language = Choose the language
command-about = The document and your privacy
proof = Proof: { $code }
proof-note = The receipt keeps the words of the question and this answer, never who asked. Whoever has the code can see it.
cite = More ways to cite
cite-copy = Copy the citation
cite-copy-this = Copy
cite-copied = Copied
cite-by-hand = Couldn't copy. The text is selected: copy it by hand.
cite-sentence = { $symbol }. { $title }. Edition: { $date }. { $place }, passage { $number } (as numbered by Kenes). { $url } (accessed { $accessed }).
permalink = Permanent link
picture = Picture for social media
print = Print
printed-from = { $url } · accessed { $accessed }
receipt-title = Receipt { $code }
receipt-find-title = Verify a receipt
receipt-find-intro = Each answer and each check has a code. Its receipt shows what was answered, and whether the document still says so.
receipt-code-label = Code of the receipt
receipt-find-button = Verify
receipt-question = What was asked
receipt-answered = What was answered
receipt-asked-at = { $time }
receipt-kind-answered = answered
receipt-kind-abstained = no answer in the report
receipt-kind-greeting = a greeting
receipt-kind-urgent = whom to call in danger
receipt-related = Shown as related, not as an answer
receipt-made = What made this answer
receipt-made-program = Program
receipt-made-corpus = Documents
receipt-made-index = Index
receipt-made-model = Model
receipt-made-calibration = Calibration
receipt-made-key = Public key
receipt-download = Download the receipt
receipt-third-party = Anyone can verify it without us: it is signed with Ed25519.
receipt-genuine = Genuine: Kenes issued this receipt on { $time }, and not a character has changed since.
receipt-not-genuine = Not a genuine receipt.
receipt-passages-unchanged =
    { $count ->
        [0] No passage was shown.
        [one] The passage stands in the document word for word as it did.
       *[other] All { $count } passages stand in the document word for word as they did.
    }
receipt-passage-changed = The words of passage { $passage } have changed in the document since.
receipt-passage-rendering-changed = The words of passage { $passage } are the same; its translation has changed since.
receipt-passage-gone = Passage { $passage } no longer stands in the document.
receipt-again-same = The same question brings the same answer today.
receipt-again-changed = The same question brings another answer today:
receipt-again-not-asked = Kenes is starting, so the question wasn't asked again. Try in a minute.
receipt-change-kind = Then: { $was }. Now: { $now }.
receipt-change-reason = The reason for not answering is another one.
receipt-change-added = Passage { $passage } is shown now and wasn't then.
receipt-change-removed = Passage { $passage } was shown then and isn't now.
receipt-change-order = The same passages come in another order.
receipt-change-excerpt = Other sentences of passage { $passage } are shown.
receipt-since = Changed since then: { $parts }.
receipt-since-program = the program
receipt-since-corpus = the documents
receipt-since-index = the index
receipt-since-model = the model
receipt-since-calibration = the calibration
receipt-since-nothing = Program, documents, index, model and calibration are those of then.
receipt-masked = Numbers that could name a person were made illegible in the question, so asking again may bring something else.
receipt-cut = The question was very long; the receipt keeps its beginning.
receipt-problem-too-big = This file is too big to be a receipt: one has at most { $limit } bytes.
receipt-problem-not-text = This file is no text. A receipt is a JSON file in UTF-8.
receipt-problem-not-json = This file is no JSON, so it is no receipt, or a damaged one ({ $reason }).
receipt-problem-no-receipt = This JSON is no receipt of Kenes: it has no version.
receipt-problem-unknown-version = This receipt has version { $version }; this Kenes knows version { $known } only.
receipt-problem-wrong-field = The field "{ $field }" is missing or isn't as a receipt has it.
receipt-problem-altered = Altered in "{ $field }" (line { $line }). Issued: "{ $issued }". In this file: "{ $found }".
receipt-problem-layout = The white space or the order was altered in "{ $field }" (line { $line }); what the receipt says is the same. Download it anew.
receipt-problem-hash = The words in "{ $field }" don't fit their hash: either was altered.
receipt-problem-broken-signature = The signature doesn't fit: something in this receipt was altered, or the signature was. This Kenes has no copy to tell what.
receipt-problem-foreign-key = Signed with a key that isn't this installation's ({ $key }). Only the one who holds that key can vouch for it.
receipt-problem-bad-code = "{ $code }" is no code of a receipt. A code has ten letters and digits, such as 7K3M9QX2TB.
receipt-problem-no-such-code = This Kenes has issued no receipt { $code }. Check the code for a slip.
receipt-whole = the receipt
conflict-title = The report gives another figure too
check-link = Check a quotation
check-title = Is it really in the report?
check-intro = Paste a sentence, or a whole article. Kenes compares it word for word with the report and says what was changed.
check-label = Quotation
check-hint = In English; Russian and Kazakh sentences are compared with our working translations
check-button = Check
check-verbatim = Word for word in the report
check-altered = In the report, but not in these words
check-absent = Not in the report
check-stitched = Put together from different places of the report
check-summary = Sentences checked: { $total }. Word for word: { $verbatim }. Altered: { $altered }. Not in the report: { $absent }.
check-lead-in = Not compared, as words that introduce the quotation: { $words }
check-omitted = The quotation leaves out: “{ $words }”. Read the whole sentence.
check-working = Compared with a working translation of ours; the official text is in English. Wording may differ from other translations; figures must not.
check-figure = { $quoted }: the original has { $original }
check-figure-none = { $quoted }: the original has no such figure here
check-nearest = What comes nearest. It is not the same statement:
check-empty = There is nothing to check. Paste a sentence.
check-no-words = I see no words in it. Paste a sentence with words.
check-too-short = One word is no quotation. Paste a sentence or a part of one.
check-too-long = This is too long: at most 200,000 characters at once, some 25,000 words. Check it in parts.
check-unknown-language = I can compare English, Kazakh and Russian. This seems to be in another language.
difference-number = Number
difference-year = Year
difference-date = Date
difference-unit = Unit
difference-negation = Negation
difference-institution = Institution
difference-programme = Programme
difference-law = Law
difference-name = Name
difference-opposite = The contrary
difference-left-out = Left out
difference-added = Added
difference-word = Word
difference-order = Order of words
difference-form = Form of a word
difference-changed = the quotation has “{ $quoted }”, the report has “{ $document }”
difference-missing = the report has “{ $document }”, the quotation leaves it out
difference-extra = the quotation has “{ $quoted }”, the report doesn't
diff-document = report:
diff-quotation = quotation:
difference-notation = Written otherwise
difference-same = the quotation has “{ $quoted }”, the report has “{ $document }”: it is the same
difference-same-moved = “{ $words }” stands elsewhere in the date: it is the same
check-notation = In the report; only a figure or unit is written otherwise
check-how = Send /check and the sentence after it, or reply with /check to the message that holds it.
check-more-parts = Sentences that are not shown here: { $count }. Send them by themselves, or check the whole text on the page.
check-proof-note = The receipt keeps the quotation and this verdict, never who asked. Whoever has the code can see it.
command-check = Check a quotation against the report
receipt-quotation = What was checked
receipt-verdict = Verdict
receipt-compared = Compared with
receipt-nearest = Came nearest; it is not the same statement
receipt-again-check-same = The same quotation gets the same verdict today.
receipt-again-check-changed = The same quotation gets another verdict today:
receipt-again-check-not-asked = The quotation wasn't checked again.
receipt-change-verdict = Then: { $was }. Now: { $now }.
receipt-change-compared = It is compared with other passages now.
receipt-change-differences = Other changes are named now.
receipt-since-check-nothing = Program and documents are those of then.
receipt-check-masked = Numbers that could name a person were made illegible in the quotation, so checking again may find something else.
receipt-check-cut = The text was very long; the receipt keeps its beginning and its hash.
check-file-label = Or a file: text, CSV or Word (DOCX)
check-file-hint = At most 10 MB. In a CSV file each row is a quotation: in the column “quotation”, or in the one with the longest texts.
check-report-csv = Report as a table (CSV)
check-report-html = Report as a page (HTML)
report-title = Quotations checked
report-row = Row
report-quotation = Quotation
report-verdict = Verdict
report-changes = Changes
report-place = Place
report-words = The report's words
report-link = Link
report-code = Proof
report-of = { $name }, { $time }
file-missing = There is no file { $name }.
file-folder = { $name } is a folder. Name a file.
file-forbidden = { $name } may not be read by this user.
file-empty = { $name } is empty.
file-too-large = { $name } is too large: at most { $limit } MB. Check it in parts.
file-too-long = { $name } holds too much text: at most { $limit } characters. Check it in parts.
file-too-many-rows = { $name } has too many rows: at most { $limit }. Check it in parts.
file-wrong-kind = { $name } is neither text, nor CSV, nor a Word file (DOCX): { $found }. Save it as one of these.
file-old-word = { $name } is a Word file of the old kind (DOC). Save it as DOCX.
file-encrypted = { $name } is encrypted. Take off its password and try again.
file-damaged = { $name } is damaged and can't be opened. Save it anew.
file-bomb = { $name } unpacks to far more than a document holds, so it wasn't opened. Copy its text into a new file.
file-not-utf8 = { $name } is no readable text. Save it as text in UTF-8.
file-no-text = { $name } holds no text.
file-no-quotations = { $name } has no column with quotations. Name the column “quotation”.
urgent-silent = If you can't speak, write to someone who can call for you.
not-text-voice = I can't listen to recordings yet. Please write your question in words. In danger call 112.
not-text-sticker = Thank you! I can only read words. What would you like to know?
not-text-other = I can't see what is in it: I read only words. Please write your question. In danger call 112.
excerpt = Excerpt
previous-excerpt = ‹ Previous excerpt
share = Share
passage-shared = Passage of the report
continuing = Continuing: “{ $question }”
ask-alone = This is a separate question
rate-yes = 👍 Helped
rate-no = 👎 Didn't help
rate-other-question = That's not what I asked
rate-unclear = Hard to understand
rate-wrong = Looks wrong
thanks-helped = Glad it helped.
thanks-reason = Thank you, I noted that. You can ask again in other words, or call 119 for advice.
only-private = What is stored about you is between the two of us. Please write this to me in private.
open-private = Private chat
mydata-caption = All that is stored about you: { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }, with what was shown, your opinion of it, your language, and when each is erased. /forget erases it now.
forget-ask = Shall I erase all that is stored about you: questions, opinions, language, questions passed on to the centre? Those not answered yet are taken back. It can't be undone.
forget-yes = Yes, erase everything
forget-no = No, keep it
forget-kept = Nothing is erased.
forget-done =
    Erased: { $questions ->
        [one] { $questions } question
       *[other] { $questions } questions
    }, { $feedback ->
        [one] { $feedback } opinion
       *[other] { $feedback } opinions
    }, your language and your last question.
    Receipt { $code }, { $time }. It holds nothing about you; keep it if you want proof.
inline-hint = Write a question after my name
inline-nothing = The report does not say
open-passage = Read the whole passage
command-mydata = What is stored about me
command-forget = Erase what is stored about me
bot-name = Kenes: women's rights in Kazakhstan
bot-description = Ask about women's rights in Kazakhstan in your own words: in Kazakh, Russian or English. Kenes shows the passages of the official report that answer, word for word, and where they stand. It is a program, not a lawyer. Questions are kept without your name. In danger call 112 or 102.
bot-short-description = Answers on women's rights from Kazakhstan's official report, word for word. In danger: 112
near-of = Near the topic, { $number } of { $total }
case-chat-intro = A consultant of the legal information centre will read your question and answer it here, by { $day } at the latest.
case-how-to-add = To add something, reply to this message.
case-status-button = How does it stand?
case-add-prompt = Reply to this message with what you want to add. Please leave out names and numbers.
case-list-title = Your questions to the centre
case-list-empty = You have passed no question on yet. Under every answer there is a button for it.
case-refused-already = This question has been passed on already. /cases shows how it stands.
case-unknown = There is no such question of yours.
command-cases = My questions to the centre
centre-title = Answer of the legal information centre, { $day }
centre-until = Valid until { $day }.
errata-title = Corrections
errata-intro = What Kenes showed and what has been corrected since: what it said, what it says now, and why.
errata-none = Nothing has been corrected so far.
errata-before = What it said
errata-after = What it says now
errata-withdrawn = It has been withdrawn.
errata-nothing = There was nothing before.
errata-why = Why:
errata-notice = A correction of what you were shown
errata-sorry = We are sorry.
errata-kind-passage = Passage
errata-kind-rendering = Translation
errata-kind-questions = Questions
errata-kind-centre = Answer of the legal information centre
errata-language-en = English
errata-language-ru = Russian
errata-language-kk = Kazakh
centre-passages = From the report on this:
centre-link = Link to this answer
