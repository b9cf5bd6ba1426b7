import type { Language } from "../corpus/passage.ts";

/**
 * Words whose change changes a statement, in canonical form (lower case, no apostrophes, е for ё):
 * numbers in words, units, months, denials, opposites, and the nouns that make a name an
 * institution's, a programme's or a law's. Data, made on generated quotations.
 */

export type NounClass = "institution" | "programme" | "law";

export interface Lexicon {
  numberWord: RegExp;
  unit: RegExp;
  month: RegExp;
  negation: RegExp;
  /** Beginnings that turn a word into its contrary. */
  contraryPrefix: RegExp | null;
  nouns: Record<NounClass, RegExp>;
  /** Sets of words that exclude one another, each as its forms: whole words, or beginnings of five letters and more. */
  opposites: string[][][];
}

const whole = (list: string) => new RegExp(`^(?:${list.trim().replace(/\s+/gu, "|")})$`, "u");
const beginning = (list: string) => new RegExp(`^(?:${list.trim().replace(/\s+/gu, "|")})`, "u");
const sets = (lines: string) =>
  lines
    .trim()
    .split("\n")
    .map((line) =>
      line
        .trim()
        .split(/\s+/u)
        .map((word) => word.split("/")),
    );

const ENGLISH: Lexicon = {
  numberWord:
    whole(`zero one two three four five six seven eight nine ten eleven twelve (?:thir|four|fif|six|seven|eigh|nine)teen
    (?:twen|thir|for|fif|six|seven|eigh|nine)ty hundreds? first second third fourth fifth sixth seventh eighth ninth tenth
    eleventh twelfth \\w+teenth (?:twen|thir|for|fif|six|seven|eigh|nine)tieth hundredth half halved quarters? twice thrice
    doubled? tripled? \\w+fold dozens? once`),
  unit: whole(`%|‰|\\$|€|£|₸ per cent percent percentage points? tenge dollars? euros? roubles? rubles? yuan million millions billion
    billions trillion trillions thousand thousands seconds? minutes? hours? days? weeks? months? quarters? years? decades?
    kilomet\\w+ met(?:re|er)s? hectares? tons? tonnes? kilograms? megabits? times annum monthly annual annually weekly daily quarterly`),
  month:
    whole(`january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday`),
  negation: whole(
    `no not never none neither nor without cannot nobody nothing nowhere non unable (?:do|does|did|is|are|was|were|has|have|had|ca|wo|would|should|could|must)nt`,
  ),
  contraryPrefix: /^(?:un|in|im|ir|il|non|dis|mis)/u,
  nouns: {
    institution:
      beginning(`court tribunal ministr minister committee commission ombuds office parliament senat majilis maslikhat
      government president council agenc bureau bank academ universit institut part(?:y|ies)$ chamber centre center police procurator
      prosecutor akim department organi[sz]ation compan corporation foundation association assembl congress budget board union
      college school hospital prison clinic secretariat mission network`),
    programme:
      beginning(`programme program$ programs$ project initiative plan$ plans$ framework strateg campaign scheme operation
      course curricul quota fund$ award polic(?:y|ies) hotline`),
    law: beginning(`code$ codes$ act$ acts$ constitution$ convention covenant protocol decree resolution order$ orders$ regulation law$ laws$
      treat(?:y|ies) article art$ arts$ section para`),
  },
  opposites:
    sets(`increas/rise/rises/rose/risen/grew/grow/grown/growth/raise/raised decreas/fall/fell/fallen/drop/dropped/declin/reduc/lower/lowered
    more/most/above/over less/least/fewer/below/under
    higher lower
    maximum minimum
    permit/allow/allowed/allows prohib/forbid/forbidden/ban/banned/restrict
    mandatory/compulsory/obligatory voluntary/optional
    include/includes/including exclude/excludes/excluding/except
    all/every/each some many/most few/several any none/no only
    satisf/granted/approv dismiss/reject/refus/denied
    urban rural
    men/man/mens women/woman/womens
    male/males female/females
    boys/boy girls/girl
    sons/son daughters/daughter
    husband/husbands wife/wives
    mother/mothers/maternal/maternity father/fathers/paternal/paternity
    before after since until/till
    convict acquit
    public private
    national/republican local regional provincial international foreign domestic
    best/better worst/worse
    improv deterior/worsen
    must/shall/should may/might/can/could
    criminal administrative civil
    employer employee worker/workers
    first last
    always never sometimes/often/rarely
    employed unemployed
    direct/directly indirect
    with without
    success fail/failed/failure
    fully/completely partially/partly
    free paid
    temporary permanent
    adopt reject/repeal
    strengthen weaken
    start/began/begin/begun end/ended/finish/complet
    legal illegal/unlawful
    child/children/minor/minors adult/adults
    large/big small
    high low
    early late
    long short`),
};

const RUSSIAN: Lexicon = {
  numberWord:
    whole(`ноль один одна одно одни одного одной одному одним две два двух двумя трех тремя три четыре четырех пять пяти шесть шести семь
    семи восемь восьми девять девяти десять десяти \\p{L}+надцат\\p{L}+ двадцат\\p{L}+ тридцат\\p{L}+ сорок сорока пятьдесят шестьдесят семьдесят
    восемьдесят девяносто сто ста двести триста перв\\p{L}+ втор(?:ой|ая|ое|ые|ого|ому|ую|ым|ом) треть\\p{L}* третий четверт\\p{L}+ пят(?:ый|ая|ое|ого|ой|ом|ую|ых)
    шест(?:ой|ая|ое|ого|ом|ую) седьм\\p{L}+ восьм(?:ой|ая|ое|ого|ом|ую) девят(?:ый|ая|ое|ого|ой|ом|ую) десят(?:ый|ая|ое|ого|ой|ом|ую) половин\\p{L}* вдвое втрое вчетверо
    дважды трижды полтор\\p{L}+ двое трое четверо пятеро шестеро`),
  unit: beginning(`%|‰|\\$|€|₸ процент тенге доллар евро рубл юан млн$ млрд$ трлн$ тыс$ миллион миллиард триллион тысяч секунд минут час$ часа$ часов$
    день$ дня$ дней$ дни$ сут недел месяц год$ года$ году$ лет$ годов десятилети километр метр гектар тонн мегабит раз$ раза$ годовых ежемесячн ежегодн`),
  month: beginning(
    `январ феврал март апрел мая$ май$ июн июл август сентябр октябр ноябр декабр понедельник вторник сред(?:а|у)$ четверг пятниц суббот воскресен`,
  ),
  negation: whole(
    `не нет ни без никогда никто никаких никакой никакие никакого никаким нельзя невозможно отсутству\\p{L}+ отсутстви\\p{L}+ нигде ничего`,
  ),
  contraryPrefix: /^(?:не|без|бес)/u,
  nouns: {
    institution:
      beginning(`суд$ суда$ суде$ судом$ суды$ судах$ судов$ министерств министр комитет комисси уполномоченн омбудсмен управлени парламент сенат мажилис маслихат правительств
      президент совет агентств бюро банк академи университет институт парти палат центр полици прокурор прокуратур акимат аким департамент организаци компани корпораци фонд ассоциаци
      ассамбле конгресс бюджет больниц школ колледж тюрьм колони`),
    programme: beginning(
      `программ проект инициатив план$ плана$ плане$ планом$ концепци стратеги кампани схем операци курс квот преми политик`,
    ),
    law: beginning(
      `кодекс закон конституци конвенци пакт протокол указ постановлени приказ положени договор стать пункт раздел ст$ п$`,
    ),
  },
  opposites:
    sets(`увелич/повыс/вырос/выросла/выросло/выросли/возрос/рост уменьш/сниз/снизи/сокра/сократ/упал/упала/снижен
    больше/более/свыше/выше меньше/менее/ниже
    максимальн минимальн
    разреш/допуска запре/запрещ
    обязательн добровольн
    все/всех/каждый/каждая/каждого некотор многие/многих/большинство ни/никто только/лишь
    удовлетвор/одобр отклон/отказ
    городск/город/городе сельск/село/селе
    мужчин/мужск женщин/женск
    мальчик/юнош девоч/девуш
    мать/матери/матер отец/отца/отцы/отцов
    муж/мужа жена/жены
    до после
    осужд оправд
    государственн частн
    национальн/республиканск местн региональн областн международн иностранн
    лучше/лучший/лучшие хуже/худший
    должен/должны/должна может/могут/мочь
    уголовн административн гражданск
    работодател работник
    занятые/занято/занят безработн
    бесплатн платн/платно
    полностью частично
    всегда никогда
    дети/детей/ребенок/ребенка взрослые/взрослых`),
};

const KAZAKH: Lexicon = {
  numberWord:
    beginning(`нөл бір$ бірінші екі$ екінші екеу үш$ үшінші үшеу төрт бес$ бесінші бесеу алты$ алтыншы жеті$ жетінші сегіз тоғыз он$ оныншы жиырма отыз қырық елу$ алпыс жетпіс сексен
    тоқсан жүз$ жарты жартысы есе$`),
  unit: beginning(`%|‰|\\$|€|₸ пайыз теңге доллар еуро рубль млн$ млрд$ трлн$ мың миллион миллиард триллион секунд минут сағат күн$ күнге күні апта ай$ айға айда айы айдың жыл$ жылға жылы жылда жылдық километр метр гектар
    тонна мегабит есе$`),
  month: beginning(
    `қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан дүйсенбі сейсенбі сәрсенбі бейсенбі жұма$ сенбі жексенбі`,
  ),
  negation: whole(`емес жоқ ешқандай ешкім ешбір ешқашан ештеңе жоққа болмаған болмайды`),
  contraryPrefix: null,
  nouns: {
    institution:
      beginning(`сот министрлі министр комитет комиссия уәкіл омбудсмен басқарма парламент сенат мәжіліс мәслихат үкімет президент кеңес агентті бюро банк академия университет институт
      партия палата орталы полиция прокурор прокуратура әкімдік әкім департамент ұйым компания корпорация қор$ қоры қауымдастық ассамблея конгресс бюджет аурухана мектеп колледж түрме`),
    programme: beginning(
      `бағдарлама жоба бастама жоспар тұжырымдама стратегия науқан операция курс квота сыйлы саясат`,
    ),
    law: beginning(
      `кодекс заң конституция конвенция пакт хаттама жарлық қаулы бұйры ереже шарт$ шарты бап бабы тарма бөлім`,
    ),
  },
  opposites: sets(`көбей/артты/арттыр/өсті/өскен/өсу/ұлғай азай/төменде/кеміді/кеміген/қысқар
    көп/астам/артық аз/кем/кемінде
    жоғары төмен
    рұқсат тыйым
    міндетті ерікті
    барлық/әр/бүкіл кейбір/бірқатар тек
    қанағаттандыр/қабылдан қайтарыл/бас
    қала/қалада/қалалық ауыл/ауылда/ауылдық
    ер/ерлер/ерлерге/ерлердің/еркек әйел/әйелдер/әйелдерге/әйелдердің
    ұл/ұлдар қыз/қыздар
    ана/аналар/аналарға әке/әкелер
    дейін кейін
    мемлекеттік жеке
    ұлттық/республикалық жергілікті өңірлік облыстық халықаралық шетелдік
    қылмыстық әкімшілік азаматтық
    жұмыс жұмыссыз
    тегін ақылы
    толық ішінара
    бала/балалар ересек`),
};

export const LEXICONS: Record<Language, Lexicon> = { en: ENGLISH, ru: RUSSIAN, kk: KAZAKH };
