# What Kenes says on WhatsApp alone. Labels: 20 letters a button, 24 a row. "wa-words": what can be written instead of pressed.
wa-start =
    I am Kenes, a program: I show the passages of Kazakhstan's official report on women's rights that answer your question, word for word.
    I am not a lawyer and the report is not the law. In danger call 112 or 102.
    I keep your questions without your name or number for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most. Write "my data" to see them, "forget me" to erase them.

    Just write your question.
wa-help =
    Write a question in your own words, in Kazakh, Russian or English. For example: how long is parental leave?
    I answer with passages of the report and say where they stand. If the report doesn't answer, I say so. A short question sent within five minutes is read together with the one before it.

    You can also write:
    next · previous · full · original · source
    English · русский · қазақша
    helped · not helped
    person: pass your question on to the legal information centre
    my questions: how they stand
    check: and a sentence after it, is it really in the report?
    my data: what is stored about you
    forget me: erase it

    In danger call 112 (emergencies) or 102 (police). Legal advice: 119.
wa-menu = More
wa-menu-body = What next?
wa-choose = Choose
wa-alone = A separate question
wa-not-asked = Not what I asked
wa-unclear = Hard to understand
wa-wrong = Looks wrong
wa-why = What was wrong with it?
wa-forget-yes = Erase everything
wa-forget-no = Keep it
wa-add = Add something
wa-status = How does it stand?
wa-cancel = Take it back
wa-cancel-sure = Take back and erase
wa-keep = Leave it
wa-yes = Yes
wa-no = No
wa-check-how = Write "check:" and the sentence after it. I compare it word for word with the report.
wa-nothing-shown = There is nothing to go on from yet. Please write your question first.
wa-nothing-waits = Nothing is waiting for you here. Just write your question.
wa-case-intro = A consultant of the legal information centre will read your question and answer it here, by { $day } at the latest.
wa-case-how-to-add = To add something, write { $number } and your words after it.
wa-case-list = Your questions to the centre
wa-case-list-empty = You have passed no question on yet. Write "person" after an answer to do so.
wa-case-already = This question has been passed on already. Write "my questions" to see how it stands.
wa-case-unknown = There is no such question of yours.
wa-words-start = start, hello kenes
wa-words-help = help, menu, commands
wa-words-about = about, about kenes
wa-words-language = language, change language
wa-words-set = English, in English
wa-words-next = next, next excerpt, more, another
wa-words-previous = previous, previous excerpt, back
wa-words-full = full, full passage, whole passage
wa-words-excerpt = excerpt, short
wa-words-original = original, original words
wa-words-source = source
wa-words-helped = helped, it helped, this helped
wa-words-not-helped = not helped, didn't help, did not help, it didn't help
wa-words-person = person, ask a person, a person, human, operator, consultant
wa-words-cases = my questions, my cases, cases
wa-words-mydata = my data, mydata
wa-words-forget = forget me, forget, erase me
wa-words-forget-sure = erase everything
wa-words-alone = a separate question, separate question
wa-words-continue = continue, go on
wa-words-check = check, check the quotation
