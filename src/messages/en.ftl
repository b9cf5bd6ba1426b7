language-name = English
start =
    I am Kenes. I find the passages of Kazakhstan's official report on women's rights that answer your question, word for word.
    I am a program, not a lawyer: I give no advice of my own, and the report is not the law itself.
    I keep questions without your name for up to 90 days, to become better. In danger call 112 or 102.

    Just write your question.
help =
    Write a question in your own words, in Kazakh, Russian or English. For example: how long is parental leave?
    I answer with passages of the report and say where they stand. If the report doesn't answer, I say so.
    /language: choose the language · /about: what I am
    In danger call 112 (emergencies) or 102 (police). Legal advice: 119.
about =
    Kenes cites one document: { $title } ({ $symbol }, { $date }). Publisher: { $publisher }.
    Every passage I show is in it word for word. Translations of ours are marked as working translations.
    Questions are stored under a pseudonym, without name or number.
language-choose = Which language shall I speak?
language-set = I'll speak English from now on.
greeting = Hello! I am Kenes, a program that finds what Kazakhstan's report on women's rights says. Ask me about rights, benefits or procedures in your own words. In danger call 112.
unknown-command = I don't know this command. Write your question, or press /help.
not-text = I can only read text. Please write your question in words.
edited-or-old = I can't do that with this button any more. Please ask again.
not-yours = This button belongs to someone else's question. Please ask your own.
reason-empty = Your message holds no question. Write it in your own words, for example: how long is parental leave?
reason-too-long = This is too long for me. Please ask in one or two sentences (at most 2,000 characters).
reason-no-words = I see no words in it. Write your question in Kazakh, Russian or English.
reason-unknown-language = I understand Kazakh, Russian and English. Please ask in one of them.
reason-not-in-document = The report doesn't answer this. For advice call 119 or 1414.
reason-related-only = The report doesn't answer this, but it speaks of something near. For advice call 119 or 1414.
reason-too-broad = This is a wide field. Which part do you mean?
urgent = You may be in danger. Call now:
urgent-then = If you can't speak, send a message to someone who can call for you. What the report says:
confidence-high = This answers your question, as far as I can tell
confidence-middle = This probably answers your question
confidence-low = This may answer your question
related = Related, but no answer:
place = Where it stands
working-translation = Working translation; the official text is in English
original = Original
original-words = The document's own words
source = Source
full-passage = Full passage
next-excerpt = Next excerpt
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
page-privacy = Questions are stored without your name, for at most 90 days.
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
