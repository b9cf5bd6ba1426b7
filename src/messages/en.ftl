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
    /language: choose the language
    /about: the document
    /mydata: what is stored about you
    /forget: erase it
    In danger call 112 (emergencies) or 102 (police). Legal advice: 119.
about =
    Kenes cites this document: { $title } ({ $symbol }, { $date }). Publisher: { $publisher }.
    Every passage I show is in it word for word. Translations of ours are marked as working translations.
    Questions are stored under a pseudonym, without name or number: /mydata shows them, /forget erases them.
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
no-more = There is nothing more.
excerpt-of = Excerpt { $number } of { $total }
failure = Something is broken on our side, and it isn't your question. Please try again in a minute; in danger call 112.
starting = Kenes is starting and will answer in about a minute. In danger call 112.
too-many = That was a lot of questions at once. Please wait a minute.
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
forget-ask = Shall I erase all that is stored about you: questions, opinions, language? It can't be undone.
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
