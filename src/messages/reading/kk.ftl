# Why a file is not read, and what to do about it.
reading-refused-empty = Файл бос. Басқасын таңдаңыз.
reading-refused-too-large = Файл { $megabytes } МБ-тан үлкен. Оны суретсіз немесе бөліктеп сақтап, солай қосыңыз.
reading-refused-too-many-pages = Файлда { $pages } бет бар, мен { $limit } беттен артық оқымаймын. Оны тарау-тарауға бөліп қосыңыз.
reading-refused-too-long = Мәтінде { $characters } таңбадан артық. Оны тарау-тарауға бөліп қосыңыз.
reading-refused-wrong-kind = Бұл — { $found }, мен мұндай файлды оқи алмаймын. Оны DOCX, мәтіні бар PDF, ODT, HTML, Markdown немесе жай мәтін етіп сақтаңыз.
reading-refused-old-word = Бұл — 2007 жылға дейінгі Word файлы (.doc). Оны ашып, DOCX етіп сақтаңыз.
reading-refused-encrypted = Файл құпиясөзбен қорғалған. Оны құпиясөзсіз сақтап, қайта қосыңыз.
reading-refused-damaged = Файл бүлінген немесе жолда үзіліп қалған. Оны ашып, қайта сақтаңыз немесе қайта жүктеп алыңыз.
reading-refused-bomb = Бұл файл ашылғанда кез келген құжаттан әлдеқайда үлкен болып шығады. Оны Word не LibreOffice-те ашып, қайта сақтаңыз.
reading-refused-encoding-unknown = Файл әріптерінің кодтамасын анықтай алмадым. Оны UTF-8 мәтіні немесе DOCX етіп сақтаңыз.
reading-refused-no-text = Файлда мәтін жоқ.
reading-refused-scanned = Файл беттері — сурет, оларда мәтін жоқ. Мәтінді танытып (OCR), тексеріп барып қосыңыз.
reading-refused-partly-scanned = { $total } беттің { $count } беті — мәтінсіз сурет: { $pages }. Олардағы мәтінді танытып (OCR), құжатты тұтас қосыңыз.
reading-refused-too-slow = Файлды { $seconds } секундта оқып үлгермедім. Оны ашып, қайта сақтаңыз немесе бөліктерге бөліңіз.
reading-refused-too-heavy = Файл құжатқа қажеттен көп жад алады. Оны ашып, қайта сақтаңыз немесе бөліктерге бөліңіз.

# What was left out of a file, or is doubtful.
reading-remark-repeated-lines = Беттерде қайталанатын { $count } жол (колонтитул, бет нөмірі) алынып тасталды.
reading-remark-hyphens = Жол соңында тасымалданған { $count } сөз біріктірілді.
reading-remark-columns = { $count } бет бағандарға бөлінген ({ $pages }): бағандарды бірінен соң бірін оқыдым.
reading-remark-pages-without-text = { $count } бет — мәтінсіз сурет ({ $pages }): әзірге құжатқа кірмейді.
reading-remark-pictures = { $count } сурет алынып тасталды: ондағы жазу ізделмейді.
reading-remark-tables-as-lines = { $count } кестені бағандап оқу мүмкін болмады: жолдары мәтін болып қалды.
reading-remark-notes-without-mark = { $count } сілтеменің орны табылмады: өз бетінің соңында тұр.
reading-remark-deleted-text = Жойылған деп белгіленген { $count } мәтін үзіндісі алынып тасталды.
reading-remark-comments = Жиектегі { $count } ескертпе алынып тасталды.
reading-remark-hidden-text = Жасырын { $count } мәтін үзіндісі алынып тасталды.
reading-remark-around-the-text = { $count } мәзір немесе мазмұн алынып тасталды.
reading-remark-encoding = Мәтін { $encoding } кодтамасында жазылған. Әріптері дұрыс па, тексеріңіз.
reading-remark-unfinished = Парақ аяғына жетпей үзілген. Мәтін толық па, тексеріңіз.
reading-remark-unreadable-letters = Бұл файлда { $count } әріп оқылмайды.
reading-remark-no-headings = Тақырып табылмады: үзіндінің орны — тек нөмірі немесе беті.
reading-remark-language-unknown = Тілін анықтай алмадым. Өзіңіз таңдаңыз.
