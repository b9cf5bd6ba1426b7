# Adding documents: the command line and the desk
documents-title = Documents
documents-intro = What Kenes answers from. Whatever is added is looked at first; questions go on being answered meanwhile.
documents-add = Add a document
documents-file = File (Word, PDF with text, web page, ODT, Markdown or plain text)
documents-optional = Leave empty what the file says itself.
documents-field-title = Title
documents-field-id = Id (for a new edition: the id of its document)
documents-field-language = Language
documents-field-date = Date (YYYY, YYYY-MM or YYYY-MM-DD)
documents-field-symbol = Symbol or number
documents-field-publisher = Publisher
documents-found-out = found in the file
documents-look = Look at it first
documents-look-title = What was understood
documents-put-in = Put it in
documents-discard = Discard
documents-remove = Take out
documents-remove-sure = It will no longer be found. Its pages stay for those who hold a link, and it can be brought back.
documents-restore = Bring back
documents-own = came with Kenes
documents-removed = taken out on { $day }
documents-edition = Edition
documents-editions = Editions
documents-edition-line = { $date }, added on { $day }
documents-none = No document has been added yet.
documents-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
documents-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
documents-is-new = A new document
documents-is-edition = A new edition of { $id }
documents-format = Format
documents-outline = Headings
documents-outline-none = No headings were found.
documents-first = Its first passages
documents-remarks = Please check
documents-changes = What changes
documents-changes-between = What the edition changed
documents-changes-none = Nothing that can be read changes.
documents-kept = { $count ->
    [one] { $count } passage stays
   *[other] { $count } passages stay
}
documents-moved = { $count ->
    [one] { $count } of them stands elsewhere now
   *[other] { $count } of them stand elsewhere now
}
documents-changed = { $count ->
    [one] { $count } passage is changed
   *[other] { $count } passages are changed
}
documents-added = { $count ->
    [one] { $count } passage is new
   *[other] { $count } passages are new
}
documents-withdrawn = { $count ->
    [one] { $count } passage is withdrawn
   *[other] { $count } passages are withdrawn
}
documents-more = and { $count } more
documents-diff = What changed
documents-back = All documents
documents-indexing = New documents are being taken in: { $percent } %. Until then the old ones answer.

desk-told-document-added = It is in. Questions are answered from it once it is indexed.
desk-told-document-removed = Taken out. It is no longer found once the index is renewed.
desk-told-document-restored = Brought back.
desk-told-document-discarded = Discarded. Nothing was put in.
documents-same = This file, or all that it says, is already there as { $id }. Nothing was done.
documents-same-removed = This file is already there as { $id }, but it was taken out. Bring it back instead of adding it.
documents-no-file = Choose a file first.
documents-gone = This upload is no longer waiting. Please upload the file again.
documents-failed = This could not be done; nothing was changed. Please tell whoever runs Kenes.

library-refused-id-wrong = "{ $id }" can't be an id: use small Latin letters, digits and dashes, 60 at most.
library-refused-id-own = "{ $id }" came with Kenes and is maintained in its corpus folder. Choose another id.
library-refused-title-wrong = A title has 1 to 300 characters.
library-refused-symbol-wrong = A symbol has 1 to 80 characters.
library-refused-date-wrong = "{ $date }" is no date: write YYYY, YYYY-MM or YYYY-MM-DD.
library-refused-language-wrong = "{ $language }" is not spoken here: choose en, ru or kk.
library-refused-unknown-id = No document that was added has the id "{ $id }".
library-refused-no-edition-before = "{ $id }" has no earlier edition to compare with.
library-refused-removed-already = "{ $id }" was taken out already.
library-refused-in-already = "{ $id }" is in already.
library-refused-busy = Somebody else is changing the documents at this moment. Please try again.
library-refused-changed-meanwhile = "{ $id }" was changed since you looked at it. Please look at it again.

library-note-found-by-text = { $share } % of its passages are those of "{ $id }", so it is taken for a new edition of it.
library-note-other-of-that-name = "{ $id }" is another document of that name, so this one becomes "{ $other }". If it is a new edition, give the id "{ $id }".
library-note-like-another = Most of it is in { $symbol } already, which came with Kenes: questions would find it twice.
library-note-symbol-taken = { $symbol } names another document already, so this one is shown as { $shown }.
library-note-was-removed = "{ $id }" was taken out earlier; putting this in brings it back.
library-guessed-title = No title was found: the file's name stands in for it.
library-guessed-language = The language could not be told: Russian is assumed.
library-guessed-date = No date was found: today's stands in for it.
library-guessed-symbol = No symbol or number was found: the title stands in for it.

# Which document, and which edition
document-label = Which document?
document-ask-only = Only in: { $title }
document-all = All documents
document-only = Answered from: { $title }
edition-past = This is what the edition of { $date } said. It is no longer in force here.
edition-past-removed = This document was taken out. Its passages are kept for those who hold a link.
edition-past-instead = In its place now: passage { $number }
edition-past-nothing = Nothing stands in its place now.
edition-changed-in = Changed in the edition of { $date }
edition-earlier = In earlier editions
edition-asked = As of { $edition }

# The audit trail
desk-did-document-added = put a document in
desk-did-edition-added = put in a new edition
desk-did-document-removed = took a document out
desk-did-document-restored = brought a document back
