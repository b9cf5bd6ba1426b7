# Why a file is not read, and what to do about it.
reading-refused-empty = The file is empty. Please choose another one.
reading-refused-too-large = The file is larger than { $megabytes } MB. Save it without pictures or in parts, and add those.
reading-refused-too-many-pages = The file has { $pages } pages; I read at most { $limit }. Split it by chapters and add the parts.
reading-refused-too-long = The text has more than { $characters } characters. Split it by chapters and add the parts.
reading-refused-wrong-kind = This is { $found }, and I can't read that. Save it as DOCX, PDF with text, ODT, HTML, Markdown or plain text.
reading-refused-old-word = This is a Word file from before 2007 (.doc). Open it and save it as DOCX.
reading-refused-encrypted = The file is protected by a password. Save it without one and add it again.
reading-refused-damaged = The file is damaged or was cut off on its way. Open it, save it anew, or fetch it once more.
reading-refused-bomb = Unpacked, this file would be far larger than any document. Open it in Word or LibreOffice and save it anew.
reading-refused-encoding-unknown = I can't tell how the letters of this file are written down. Save it as UTF-8 text, or as DOCX.
reading-refused-no-text = There is no text in the file.
reading-refused-scanned = The pages are pictures: there is no text in them. Run text recognition (OCR), check the text, and add that.
reading-refused-partly-scanned = { $count } of { $total } pages are pictures without text: { $pages }. Run text recognition (OCR) on them and add the whole document.
reading-refused-too-slow = I could not read the file within { $seconds } seconds. Open it and save it anew, or split it.
reading-refused-too-heavy = The file takes more memory than a document should. Open it and save it anew, or split it.

# What was left out of a file, or is doubtful.
reading-remark-repeated-lines = { $count ->
    [one] One line that repeats on the pages (header, footer, page number) was left out.
   *[other] { $count } lines that repeat on the pages (headers, footers, page numbers) were left out.
}
reading-remark-hyphens = { $count ->
    [one] One word divided at the end of a line was joined.
   *[other] { $count } words divided at the ends of lines were joined.
}
reading-remark-columns = { $count ->
    [one] Page { $pages } is in columns; I read one column after the other.
   *[other] { $count } pages are in columns ({ $pages }); I read one column after the other.
}
reading-remark-pages-without-text = { $count ->
    [one] Page { $pages } is a picture without text; it is not in the document now.
   *[other] { $count } pages are pictures without text ({ $pages }); they are not in the document now.
}
reading-remark-pictures = { $count ->
    [one] One picture was left out; what is written in it can't be found.
   *[other] { $count } pictures were left out; what is written in them can't be found.
}
reading-remark-tables-as-lines = { $count ->
    [one] One table could not be read by its columns; its lines were kept as text.
   *[other] { $count } tables could not be read by their columns; their lines were kept as text.
}
reading-remark-notes-without-mark = { $count ->
    [one] I did not find where one footnote belongs; it stands at the end of its page.
   *[other] I did not find where { $count } footnotes belong; they stand at the end of their pages.
}
reading-remark-deleted-text = { $count ->
    [one] One piece of text marked as deleted was left out.
   *[other] { $count } pieces of text marked as deleted were left out.
}
reading-remark-comments = { $count ->
    [one] One comment in the margin was left out.
   *[other] { $count } comments in the margin were left out.
}
reading-remark-hidden-text = { $count ->
    [one] One piece of hidden text was left out.
   *[other] { $count } pieces of hidden text were left out.
}
reading-remark-around-the-text = { $count ->
    [one] One menu or table of contents was left out.
   *[other] { $count } menus or tables of contents were left out.
}
reading-remark-encoding = The text was written as { $encoding }. Please check that its letters are right.
reading-remark-unfinished = The page breaks off before its end. Please check that the text is whole.
reading-remark-unreadable-letters = { $count ->
    [one] One letter has no readable form in this file.
   *[other] { $count } letters have no readable form in this file.
}
reading-remark-no-headings = I found no headings, so that passages will have no place but their number or page.
reading-remark-language-unknown = I could not tell the language. Please choose it.
