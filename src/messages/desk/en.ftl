# Passing a question on to people, and the asker's private page
handoff-title = Ask a person
handoff-link = Ask a person
handoff-offer = The staff of the legal information centre can answer, free of charge and without an account.
handoff-offer-still = Not what you need?
handoff-intro = A consultant of the legal information centre will read your question and answer it on a private page, by { $day } at the latest.
handoff-will-share = This is what the consultant will see
handoff-question = Your question
handoff-language = Language
handoff-found = What Kenes found in the report
handoff-found-nothing = Nothing near it
handoff-nothing-else = Nothing else is shared: no name, no address. Identity, card and phone numbers are replaced by dots.
handoff-message-label = Would you like to add anything? (optional)
handoff-message-hint = Please leave out names, phone numbers and identity numbers: they aren't needed.
handoff-confirm = Pass the question on
handoff-not-now = Don't pass it on
handoff-danger = If you are in danger, don't wait for an answer: call 112 or 102.
handoff-write-first = Write your question. You will see what would be shared before anything is passed on.
handoff-next = Continue
handoff-refused-unknown-answer = This question isn't known any more. Please ask it again.
handoff-refused-not-yours = This question was asked somewhere else and can only be passed on there.
handoff-refused-forgotten = The text of this question has been erased. Please ask it again.
handoff-refused-already = This question has been passed on already. Its answer comes to the private page you were given.
handoff-refused-empty = There is no question to pass on. Please write it first.
form-stale = This page was open for too long, or the form came from elsewhere. Please go back, reload the page and try again.
case-title = Case { $number }
case-keep = Save this page's address: it is the only way to your answer. Whoever has it can read this page.
case-state-open = Your question is with the centre.
case-state-taken = A consultant is working on your question.
case-state-answered = The centre has answered.
case-state-cancelled = You took this question back. Its text has been erased.
case-due = The answer is due by { $day }.
case-overdue = The answer was due by { $day }. We are sorry; the staff see that it is late.
case-question = What you asked
case-reply = Answer of the legal information centre, { $day }
case-reply-whose = These are the centre's words, not the report's.
case-reply-in-en = The answer is in English.
case-reply-in-ru = The answer is in Russian.
case-reply-in-kk = The answer is in Kazakh.
case-attached = Passages of the report
case-helped = Did the answer help?
case-helped-yes = Yes
case-helped-no = No
case-add-label = Add something
case-add = Add
case-cancel-open = Take the question back
case-cancel-explain = The question and everything you added will be erased. This can't be undone.
case-cancel = Take back and erase
case-told-opened = Your question has been passed on.
case-told-add = Added.
case-told-cancel = The question has been taken back.
case-told-rate = Thank you for telling us.
case-told-closed = This question is closed, so that isn't possible any more.
case-told-full = No more can be added to this question.
case-told-empty = There was no text to add.

# The desk: what staff see
desk-name = Kenes desk
desk-skip = Skip to the content
desk-menu = Desk
desk-queue = Questions
desk-approvals = Approval
desk-audit = Audit trail
desk-role-consultant = consultant
desk-role-editor = editor
desk-role-supervisor = supervisor
desk-logout = Log out
desk-login = Log in
desk-login-name = Name
desk-login-password = Password
desk-login-button = Log in
desk-login-help = Forgotten the password? Whoever runs the server can set a new one.
desk-login-wrong = This name and password don't go together.
desk-login-busy = Several people are logging in right now. Please try again.
desk-login-wait = { $minutes ->
    [one] Too many wrong attempts. Please try again in { $minutes } minute.
   *[other] Too many wrong attempts. Please try again in { $minutes } minutes.
}
desk-forbidden = Your account may not do this.
desk-not-found = There is no case with this number.
desk-back = To the questions
desk-views = Which questions
desk-view-free = Free
desk-view-own = Mine
desk-view-overdue = Overdue
desk-view-all = All open
desk-view-done = Done
desk-empty-free = No question is waiting for someone to take it.
desk-empty-own = You have no questions at the moment.
desk-empty-overdue = Nothing is overdue.
desk-empty-all = There are no open questions.
desk-empty-done = Nothing has been answered yet.
desk-empty-approvals = No answer is waiting for approval.
desk-overdue-count = { $count ->
    [one] { $count } question is overdue
   *[other] { $count } questions are overdue
}
desk-today-count = { $count ->
    [one] { $count } question has to be answered today
   *[other] { $count } questions have to be answered today
}
desk-page-before = ← Back
desk-page-next = Further →
desk-find = Case number
desk-find-button = Find
desk-channel-web = web page
desk-channel-telegram = Telegram
desk-due = due by { $day }
desk-was-due = was due by { $day }
desk-state-answered = answered
desk-state-cancelled = taken back
desk-helped = it helped
desk-not-helped = it didn't help
desk-similar-count = { $count ->
    [one] { $count } similar question
   *[other] { $count } similar questions
}
desk-similar-hint = Your answer can go to all of them: you choose in the preview.
desk-notes-count = { $count ->
    [one] { $count } addition
   *[other] { $count } additions
}
desk-reply-draft = draft
desk-reply-waiting = waits for approval
desk-held-by = { $name } is working on it
desk-claim = Take
desk-release = Give back
desk-yours = This question is yours.
desk-erased = (text erased)
desk-changed = Something has changed.
desk-reload = Reload
desk-asked = What was asked
desk-kenes-answered = Kenes had shown passages; the asker wants a person.
desk-kenes-abstained = Kenes found no answer in the report.
desk-reply = Answer
desk-returned = Given back:
desk-reply-waiting-long = This answer is waiting for a second person.
desk-text-in = { $language }
desk-text-hint = If you write in several languages, everybody gets their own. Otherwise they are told which language it is in.
desk-preview = Preview
desk-save = Save draft
desk-saved = Saved
desk-not-saved = Not saved. Please press "Save draft".
desk-found = Passages found
desk-found-more = { $count } more
desk-attach = Attach
desk-detach = Remove
desk-no-reply = Nothing has been written yet.
desk-claim-to-write = Take the question to write an answer.
desk-withdraw = Take back and go on writing
desk-history = History
desk-recipients = { $count ->
    [one] Goes to { $count } person
   *[other] Goes to { $count } people
}
desk-other-language = asked in { $asked }, gets { $got }
desk-submit = Submit for approval
desk-submit-hint = It will be sent once an editor has approved it.
desk-send = Send
desk-send-hint = The answer goes out at once and can't be called back.
desk-change-text = Change the text
desk-written-by = written by { $name }
desk-approve = Approve an answer
desk-approve-button = Approve and send
desk-own-reply = You wrote this answer: somebody else has to approve it.
desk-return-why = What should be changed?
desk-return = Give back
desk-audit-hint = Who changed what, and when. Entries can't be changed or deleted.
desk-told-claimed = The question is yours.
desk-told-taken = { $name } was quicker and is working on it already.
desk-told-closed = This question is closed.
desk-told-released = The question is free again.
desk-told-not-yours = Somebody else is working on this question.
desk-told-busy = An answer to it is on its way or waits for approval: it can't be given back now.
desk-told-saved = Saved.
desk-told-not-holder = Only the one who has taken the question can write.
desk-told-stale = The answer was changed in another window. Below is what you wrote; compare and save again.
desk-told-waiting = The answer is waiting for approval and can't be changed.
desk-told-sent = The answer is on its way.
desk-told-submitted = The answer is waiting for approval.
desk-told-empty = There is no answer yet. Write one first.
desk-told-nobody = Nobody could get this answer: the question is closed or somebody else has it.
desk-told-approved = Approved; the answer is on its way.
desk-told-given-back = Given back to its author.
desk-told-own = You can't approve your own answer.
desk-told-gone = This answer isn't waiting any more.
desk-told-forbidden = Your account may not do this.
desk-actor-asker = asker
desk-actor-kenes = Kenes
desk-actor-operator = server operator
desk-did-opened = question passed on
desk-did-added = addition
desk-did-cancelled = taken back
desk-did-erased = erased
desk-did-rated-helped = answer helped
desk-did-rated-not-helped = answer didn't help
desk-did-claimed = taken
desk-did-released = given back to the queue
desk-did-drafted = draft saved
desk-did-submitted = submitted
desk-did-sent = sent
desk-did-approved = approved
desk-did-given-back = given back to the author
desk-did-answered = answer delivered
desk-did-not-answered = answer not delivered, the case was closed
desk-did-logged-in = logged in
desk-did-logged-out = logged out
desk-did-account-added = account made
desk-did-account-disabled = account disabled
desk-did-account-reset = password set anew
