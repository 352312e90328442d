// Written by tools/make-sensitive-words.mjs. In part from "List of Dirty, Naughty, Obscene, and Otherwise Bad Words"
// (npm naughty-words 1.2.0), Creative Commons Attribution 4.0, https://creativecommons.org/licenses/by/4.0/, changed.

/** Lines of words, parted by bars, by what they are about. */
export const PRESET_LINES = {
  pornography: [
    'adult video|adult videos|anilingus|assmunch|ball gag|ball gravy|ball licking|ball sucking',
    'bangbros|bangbus|bdsm|big tits|black cock|blow job|blow your load|blowjob|blowjobs|bukkake',
    'bulldyke|call girl|call girls|camgirl|camslut|camwhore|carpet muncher|carpetmuncher|child porn',
    'clit|cocksucker|cocksuckers|creampie|cumshot|cumshots|cunnilingus|deepthroat|dildo|dildos',
    'doggiestyle|doggystyle|dominatrix|double penetration|dry hump|escort service|escort services',
    'felch|fellatio|female squirting|femdom|fingerbang|fisting|footjob|fudge packer|fudgepacker',
    'futanari|gang bang|gangbang|giant cock|girls gone wild|goatse|gokkun|group sex|hand job|handjob',
    'hardcore porn|hentai|jack off|jail bait|jailbait|jerk off|jizz|livesex|masturbate|masturbated',
    'masturbates|masturbating|milf|muff diver|muffdiving|naked pics|nambla|nsfw images|nude photos',
    'nude pics|pedobear|phone sex|pole smoker|porn|porn site|porn sites|porn star|porn stars|pornhub',
    'porno|pornographic|pornography|prostitute|prostitutes|prostitution|pthc|raging boner',
    'reverse cowgirl|rimjob|schlong|sex chat|sex slave|sex slaves|sex tape|sex video|sex videos',
    'sex worker ads|sexcam|shaved pussy|shemale|shibari|slut|sluts|slutty|sodomize|softcore porn',
    'splooge|spooge|strap on|strapon|strip club|tits|titties|titty|tub girl|tubgirl|twat|upskirt',
    'urethra play|voyeurweb|wank|whore|whores|whoring|worldsex|xnxx|xvideos|yiffy|一夜情|三陪小姐|乱伦|乳交|做爱',
    '偷拍裙底|儿童色情|兽交|卖淫|卖淫女|卖淫嫖娼|口交|叫床|大鸡巴|奸淫|妓女|妓院|姘头|嫖娼|嫖客|嫩穴|巨乳|幼女色情|开苞|强奸|性交易平台|情色|情色小说|成人小说|成人电影',
    '成人网站|成人视频|手淫|抽插|招妓|招嫖|援交|无码视频|春药|楼凤|毛片|浪叫|淫乱|淫妇|淫棍|淫水|淫秽|淫穴|淫荡|淫贱|湿透的内裤|潮吹|激情视频|站街女|约炮|肉棍子|肉棒|肉缝',
    '肛交|脱衣舞|自慰|色情|色情图片|色情小说|色情服务|色情片|色情电影|色情直播|色情网站|艳照|艳照门|荡妇|裸照|裸聊|轮奸|迷奸|迷药|陰莖|雞巴|颜射|骚穴|鸡奸|鸡巴|黄片',
    '黄色网站',
  ],
  abuse: [
    'apeshit|arsehole|arseholes|asshole|assholes|bastardo|beaner|beaners|bitch|bitches|bollocks',
    'bullshit|bullshitting|bunghole|butthole|clusterfuck|cunt|cunts|darkie|dickhead|dickheads|dipshit',
    'douchebag|dumbass|dumbfuck|eat my ass|faggot|faggots|fuck|fucked|fucker|fuckers|fuckface|fuckin',
    'fucking|fucks|fucktards|god damn|gooks|horseshit|jigaboo|jiggaboo|jiggerboo|kike|kikes',
    'mother fucker|motherfucker|motherfuckers|motherfucking|nig nog|nigga|niggas|nigger|niggers',
    'piece of shit|pikey|pissing|raghead|scumbag|shit|shithead|shitheads|shitty|slanteye',
    'son of a bitch|sonofabitch|towelhead|twats|wanker|wankers|wetback|二逼|人渣|仆街|他妈地|他妈的|他妈逼|他马的|你个傻比',
    '你他马的|你妈死了|你妈逼|傻B|傻叉|傻屌|傻比|傻缺|傻逼|冚家鏟|卧槽|去你妈|去你妈的|去死吧你|塞你母|妈个比|妈逼|娘个比|婊子|婊子养的|它妈的|小瘪三|小骚货|干你妈|干你娘',
    '干妳娘|干死你|懆您妈|懆您娘|懒叫|我操|我操你祖宗十八代|操你全家|操你大爷|操你奶奶|操你妈|操你娘|操你祖宗|操蛋|操逼|支那猪|日他娘|日你妈|日你娘|日你老母|死全家|死变态',
    '滚你妈|滚犊子|烂货|烂逼|煞笔|狗东西|狗娘养的|狗日的|狗杂种|狗狼养的|王八羔子|王八蛋|瘪三|肏你妈|脑残|臭傻逼|臭婊子|艹你妈|草你妈|草泥马|蠢猪|装逼|贱人|贱种|贱货|贱逼',
    '逼样|骚比|骚货|骚逼|黑鬼|龟儿子|龟孙子',
  ],
  violence: [
    'beheading|beheading video|beheading videos|bomb making|bomb-making|build a bomb|building a bomb',
    'gang rape|gang raped|ghost gun|ghost guns|gore video|gore videos|hitman for hire|kill yourself',
    'make a bomb|making a bomb|nail bomb|pipe bomb|pipe bombs|rape video|raped and murdered',
    'slit your throat|snuff film|snuff films|suicide vest|torture porn|买凶杀人|买卖枪支|人体炸弹|人肉炸弹|仿真枪|出售枪支',
    '分尸|制作炸弹|制造炸弹|土制炸弹|弄死你|手枪出售|打死你|暴力血腥|杀了你全家|杀人视频|杀你全家|枪支买卖|气枪铅弹|灭门|炸弹制作|炸药配方|砍死|砍死你|碎尸|自制炸弹|自制炸药',
    '自杀式爆炸|自杀式袭击|自杀教程|自杀方法|虐待视频|虐杀|虐猫视频|血腥暴力|贩卖枪支|遥控炸弹|雇凶杀人',
  ],
  drugs: [
    'K粉|buy cocaine|buy heroin|buy lsd|buy weed|cook meth|cooking meth|crack cocaine|crystal meth',
    'date rape drug|date rape drugs|ecstasy pills|fentanyl for sale|ketamine for sale|meth lab',
    'meth labs|snort cocaine|催情药|冰妹|冰毒|出售毒品|制毒|可卡因|听话水|吸毒|吸食大麻|吸食毒品|大麻烟|大麻种子|摇头丸|毒品买卖|毒品交易|海洛因|溜冰毒',
    '贩卖大麻|贩卖毒品|贩毒|迷奸药|迷幻药|迷魂药|麻古|麻果',
  ],
  gambling: [
    'betting site|betting sites|betting tips|casino bonus|casino bonuses|free spins|gambling site',
    'gambling sites|judi online|no deposit bonus|online betting|online casino|online casinos',
    'online gambling|poker online|situs judi|slot online|六合彩|北京赛车PK10|博彩平台|博彩网站|外围赌球|娱乐城开户|时时彩|棋牌赌博',
    '澳门赌场|炸金花|百家乐|真人荷官|私彩|线上赌场|网上赌博|网上赌场|网络赌博|网赌|老虎机|聚赌|赌博|赌博网站|赌场开户|赌徒论坛|赌球|赌资',
  ],
  illegal_trade: [
    'buy a gun online|cloned cards|counterfeit bills|counterfeit money|credit card dumps',
    'fake id for sale|fake passport|fake passports|fullz|hacker for hire|hackers for hire',
    'human organs for sale|stolen credit cards|买卖器官|代办文凭|代开发票|信用卡套现|假文凭|假证件|出售个人信息|出售假币|出售假钞|出售发票',
    '出售银行卡|刻章办证|办假证|办理假证|办证刻章|卖肾|器官买卖|四件套出售|开发票联系|收售假钞|收购银行卡|替考|枪手代考|洗黑钱|裸贷|贩卖妇女|走私军火|身份证买卖|针孔摄像头',
    '银行卡买卖|高仿人民币|黑客接单',
  ],
  extremism: [
    'death to jews|gas the jews|heil hitler|join isis|kill all jews|kill all muslims|sieg heil',
    'terrorist propaganda|white power|圣战分子|圣战组织|希特勒万岁|恐怖主义宣传|新纳粹|暴恐音视频|极端组织招募|白人至上|纳粹万岁|邪教组织',
  ],
} as const;

/** What holds one of these words by chance. */
export const EXCEPTED_LINES = [
  'K粉丝|一夜情况|一夜情感|一夜情绪|三黄片|不贱人|二逼近|亲口交|亲情色|亲自慰|人口交|以自慰|伊春药|伪装逼|低贱人|便装逼|假装逼|做爱国|做爱好|做爱心|做爱情|克制毒|入口交',
  '关口交|冲浪叫|出口交|出色情|剧情色|包装逼|卑贱人|原色情|友情色|口交互|口交付|口交代|口交叉|口交换|口交接|口交汇|口交界|口交警|口交谈|口交货|口交通|口交错|古装逼|叫做爱',
  '叫床上|叫床头|叫床边|可卡因此|各自慰|各色情|后援交|听话水准|听话水平|吸毒气|吸毒烟|吸毒素|周口交|呼吸毒|哺乳交|地黄片|增援交|声援交|声色情|复制毒|夜色情|大约炮|大脑残',
  '大黄片|妈妈逼|妈逼他|妈逼她|妈逼婚|妈逼我|妈逼着|妈逼迫|妈逼问|姜黄片|安装逼|宜春药|家口交|容颜射|寒潮吹|山口交|岔口交|巷口交|底色情|开苞米|开苞谷|异色情|强制毒|当做爱',
  '彩色情|微贱人|心情色|情色彩|感情色|我操之|我操作|我操刀|我操办|我操劳|我操场|我操守|我操心|我操持|我操控|我操盘|我操碎|我操纵|我操练|我操行|我操起|户口交|抑制毒|抒情色',
  '抵制毒|接口交|控制毒|支援交|敌我操|救援交|时时彩排|时装逼|昏迷药|春色情|景色情|暗自慰|月色情|服装逼|本色情|村口交|枯黄片|楼凤凰|武装逼|气色情|汉口交|沉迷药|河口交|洞口交',
  '浪叫做|浪潮吹|海口交|海洛因此|海浪叫|深情色|混乱伦|渡口交|港口交|激情色|灰色情|热情色|热潮吹|爱情色|牛乳交|牛肉棒|牛黄片|牢骚比|特色情|独自慰|猪肉棒|电脑残|痴迷药|白色情',
  '百家乐器|百家乐团|百家乐园|百家乐队|看做爱|眼色情|着装逼|着迷药|硫黄片|神色情|秋色情|窗口交|端口交|管制毒|粉色情|紫色情|红色情|红颜射|约炮兵|约炮制|约炮火|约炮轰|绒毛片',
  '绿色情|缺口交|羊毛片|羊肉棒|羽毛片|肉棒骨|胃口交|脑残余|脑残留|脑残疾|脑残障|脸色情|自慰藉|自慰问|自我操|色情况|色情境|色情怀|色情愫|色情景|色情绪|艳照人|芝麻果|芩黄片',
  '营口交|蒲黄片|蓝色情|虾肉棒|蛋黄片|蟹肉棒|表情色|装逼真|装逼近|西装逼|角色情|贫贱人|贵贱人|路口交|进口交|连黄片|遏制毒|部分尸|金色情|金黄片|错乱伦|长春药|门口交|限制毒',
  '随口交|雄黄片|青春药|音色情|颜色情|风情色|首脑残|鬃毛片|鱼肉棒|鸡巴士|鸡肉棒|麻黄片|黑色情|龙口交',
] as const;
