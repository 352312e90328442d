// The words that make-sensitive-words.mjs sorts into categories. A word is in only when ordinary text hardly ever uses it
// in another sense: no single Chinese characters, no words of medicine, law, history or food.

/** Entries of the npm package naughty-words 1.2.0 that are taken. */
export const TAKEN = {
  pornography: `
anilingus, assmunch, ball gag, ball gravy, ball licking, ball sucking, bangbros, bangbus,
bdsm, big tits, black cock, blowjob, blow job, blow your load, bukkake, bulldyke, camgirl, camslut, camwhore,
carpet muncher, carpetmuncher, clit, creampie, cumshot, cumshots, cunnilingus, deepthroat, dildo,
doggiestyle, doggystyle, dominatrix, double penetration, dry hump, fellatio, felch, female squirting, femdom,
fingerbang, fisting, footjob, fudge packer, fudgepacker, futanari, gangbang, gang bang, giant cock, girls gone wild, goatse,
gokkun, group sex, hand job, handjob, hentai, jack off, jail bait, jailbait, jerk off, jizz,
livesex, masturbate, masturbating, milf, muff diver, muffdiving, nambla, nsfw images,
pedobear, phone sex, pole smoker, porn, porno, pornography, pthc, raging boner, reverse cowgirl, rimjob,
schlong, sexcam, shaved pussy, shemale, shibari, slut, sodomize, splooge, spooge, strap on,
strapon, strip club, tits, titties, titty, tub girl, tubgirl, twat, upskirt, urethra play, voyeurweb,
wank, whore, worldsex, yiffy,
乳交, 做爱, 卖淫, 口交, 妓女, 妓院, 姘头, 嫖娼, 嫖客, 情色, 招妓, 抽插, 叫床, 巨乳, 强奸, 轮奸, 鸡奸, 淫乱, 淫妇, 淫棍,
淫水, 淫秽, 淫荡, 肉棒, 肉缝, 肉棍子, 肛交, 色情, 荡妇, 浪叫, 湿透的内裤, 迷药, 鸡巴, 雞巴, 大鸡巴, 陰莖`,
  abuse: `
apeshit, arsehole, asshole, bastardo, beaner, beaners, bitch, bitches, bullshit, bunghole, butthole, clusterfuck, cunt,
darkie, eat my ass, faggot, fuck, fuckin, fucking, fucktards, god damn, jigaboo, jiggaboo, jiggerboo, kike,
motherfucker, nigga, nigger, nig nog, piece of shit, pissing, raghead, shit, shitty, slanteye, towelhead, wetback,
pikey, bollocks,
他妈的, 他妈地, 他马的, 你个傻比, 你他马的, 傻比, 傻逼, 塞你母, 妈逼,
妈个比, 婊子, 婊子养的, 小瘪三, 小骚货, 干你妈, 干你娘, 干妳娘, 干死你, 懒叫, 懆您妈, 懆您娘, 我操你祖宗十八代, 操你全家,
操你妈, 操你娘, 操你奶奶, 操你祖宗, 操逼, 日你妈, 日你老母, 日他娘, 狗狼养的, 王八蛋, 瘪三, 贱人, 贱货, 骚货, 骚逼, 骚比,
逼样, 龟儿子, 冚家鏟, 仆街, 烂货, 烂逼, 娘个比, 它妈的`,
};

/** Words of this project. */
export const OWN = {
  pornography: `
prostitute, prostitutes, prostitution, pornographic, porn star, porn stars, porn site, porn sites, pornhub, xvideos, xnxx,
child porn, sex slave, sex slaves, sex tape, sex video, sex videos, sex worker ads, sex chat, whores, whoring,
sluts, slutty, blowjobs, cocksucker, cocksuckers, dildos, hardcore porn, softcore porn, nude pics, nude photos, naked pics,
escort service, escort services, call girl, call girls, adult video, adult videos, masturbated, masturbates,
色情片, 色情网站, 色情电影, 色情直播, 色情小说, 色情图片, 色情服务, 性交易平台, 幼女色情, 一夜情, 黄色网站, 黄片, 毛片, 成人网站, 成人电影, 成人视频, 成人小说, 情色小说, 裸聊, 约炮, 援交, 招嫖, 卖淫女, 卖淫嫖娼,
春药, 三陪小姐, 脱衣舞, 无码视频, 激情视频, 颜射, 潮吹, 乱伦, 兽交, 自慰, 手淫, 骚穴, 嫩穴, 淫穴, 裸照, 迷奸, 偷拍裙底,
儿童色情, 站街女, 艳照, 艳照门, 淫贱, 奸淫, 开苞, 楼凤`,
  abuse: `
fucked, fucker, fuckers, fucks, fuckface, dumbfuck, mother fucker, motherfuckers, motherfucking, son of a bitch, sonofabitch,
bullshitting, shithead, shitheads, dipshit, horseshit, assholes, arseholes, cunts, niggers, niggas, faggots, dickhead,
dickheads, douchebag, dumbass, scumbag, wanker, wankers, twats, kikes, gooks,
傻B, 煞笔, 傻叉, 傻缺, 二逼, 操你大爷, 草你妈, 艹你妈, 肏你妈, 草泥马, 操蛋, 日你娘, 去死吧你, 狗娘养的, 狗杂种, 狗东西, 臭婊子, 死全家, 你妈死了,
脑残, 我操, 卧槽, 装逼, 贱逼, 贱种, 人渣, 黑鬼, 支那猪, 滚你妈, 去你妈, 去你妈的, 你妈逼, 王八羔子, 龟孙子, 臭傻逼, 死变态, 蠢猪, 狗日的,
他妈逼, 滚犊子, 傻屌`,
  violence: `
beheading,
beheading video, snuff film, snuff films, gore video, gore videos, torture porn, bomb making, bomb-making,
beheading video, beheading videos, make a bomb, making a bomb, build a bomb, building a bomb, pipe bomb, pipe bombs, nail bomb,
suicide vest, hitman for hire, ghost gun, ghost guns, kill yourself,
slit your throat, rape video, gang rape, gang raped, raped and murdered,
砍死, 碎尸, 分尸, 虐杀, 血腥暴力, 暴力血腥, 制造炸弹, 炸弹制作, 制作炸弹, 自制炸弹, 自制炸药, 炸药配方, 土制炸弹,
遥控炸弹, 人肉炸弹, 人体炸弹, 自杀式袭击, 自杀式爆炸, 枪支买卖, 买卖枪支, 贩卖枪支, 出售枪支, 仿真枪, 气枪铅弹, 手枪出售, 买凶杀人,
雇凶杀人, 杀人视频, 虐待视频, 虐猫视频, 灭门, 打死你, 弄死你, 砍死你, 杀你全家, 杀了你全家, 自杀教程, 自杀方法`,
  drugs: `
crystal meth, crack cocaine, meth lab, meth labs, cook meth, cooking meth, buy cocaine, buy heroin, buy weed, buy lsd,
ecstasy pills, ketamine for sale, fentanyl for sale, date rape drug, date rape drugs, snort cocaine,
冰毒, 海洛因, 可卡因, 摇头丸, 大麻烟, 吸食大麻, 贩卖大麻, 大麻种子, 麻古, 吸毒, 毒品买卖, 出售毒品, 贩毒, 制毒, 吸食毒品, 贩卖毒品, 毒品交易, 迷幻药, 迷魂药,
听话水, 麻果, 迷奸药, 催情药, 溜冰毒, 冰妹, K粉`,
  gambling: `
online casino, online casinos, casino bonus, casino bonuses, no deposit bonus, online gambling, gambling site, gambling sites,
betting site, betting sites, betting tips, free spins, slot online, judi online, situs judi, poker online, online betting,
赌博, 赌博网站, 网络赌博, 网上赌博, 网上赌场, 赌球, 六合彩, 百家乐, 时时彩, 老虎机, 澳门赌场, 博彩网站, 博彩平台, 真人荷官, 私彩, 赌资, 聚赌,
网赌, 炸金花, 线上赌场, 娱乐城开户, 赌场开户, 北京赛车PK10, 赌徒论坛, 棋牌赌博, 外围赌球`,
  illegal_trade: `
fake passport, fake passports, fake id for sale, counterfeit money, counterfeit bills, stolen credit cards, cloned cards,
hacker for hire, hackers for hire, buy a gun online, human organs for sale, credit card dumps, fullz,
代开发票, 开发票联系, 出售发票, 办证刻章, 刻章办证, 办理假证, 假证件, 办假证, 假文凭, 出售假币, 出售假钞, 收售假钞, 代办文凭, 高仿人民币, 枪手代考, 替考,
器官买卖, 买卖器官, 卖肾, 身份证买卖, 银行卡买卖, 收购银行卡, 出售银行卡, 出售个人信息, 黑客接单, 针孔摄像头, 裸贷, 信用卡套现,
贩卖妇女, 走私军火, 洗黑钱, 四件套出售`,
  extremism: `
heil hitler, sieg heil, white power,
gas the jews, death to jews, kill all jews, kill all muslims, join isis, terrorist propaganda,
希特勒万岁, 纳粹万岁, 新纳粹, 白人至上, 圣战分子, 圣战组织, 恐怖主义宣传, 极端组织招募, 暴恐音视频, 邪教组织`,
};

/** What holds a word above by chance, as 角色情感 holds 色情: these stay, and so does what follows them. */
export const EXCEPTED = `
角色情, 特色情, 颜色情, 景色情, 脸色情, 红色情, 蓝色情, 绿色情, 黑色情, 白色情, 金色情, 灰色情, 夜色情, 月色情, 本色情, 气色情, 音色情, 声色情,
底色情, 出色情, 神色情, 表情色, 感情色, 心情色, 爱情色, 剧情色, 风情色, 热情色, 激情色, 友情色, 亲情色, 抒情色, 做爱心, 做爱好, 做爱情, 叫做爱,
当做爱, 看做爱, 做爱国, 一夜情况, 一夜情感, 一夜情绪, 出口交, 进口交, 路口交, 人口交, 窗口交, 接口交, 港口交, 门口交, 河口交, 端口交, 关口交,
岔口交, 渡口交, 我操作, 我操心, 我操控, 我操持, 我操劳, 我操练, 我操办, 我操场, 自我操, 敌我操, 牛乳交, 鸡巴士,
不贱人, 低贱人, 微贱人, 贫贱人, 便装逼, 包装逼, 假装逼, 伪装逼, 武装逼, 安装逼,
春色情, 秋色情, 紫色情, 粉色情, 彩色情, 异色情, 各色情, 原色情, 眼色情, 色情况, 色情绪, 色情景, 色情境, 色情怀, 色情愫, 情色彩, 深情色, 入口交,
户口交, 缺口交, 山口交, 随口交, 亲口交, 胃口交, 村口交, 巷口交, 洞口交, 海口交, 周口交, 汉口交, 营口交, 龙口交, 家口交, 口交通, 口交叉, 口交汇,
口交接, 口交换, 口交付, 口交代, 口交谈, 口交货, 口交互, 口交警, 口交界, 口交错, 哺乳交, 支援交, 增援交, 救援交, 后援交, 声援交, 昏迷药, 着迷药,
沉迷药, 痴迷药, 百家乐器, 百家乐队, 百家乐团, 百家乐园, 独自慰, 亲自慰, 各自慰, 暗自慰, 以自慰, 自慰问, 自慰藉, 混乱伦, 错乱伦, 羽毛片, 鬃毛片, 绒毛片,
羊毛片, 牛黄片, 硫黄片, 三黄片, 麻黄片, 大黄片, 芩黄片, 连黄片, 地黄片, 姜黄片, 蒲黄片, 雄黄片, 金黄片, 蛋黄片, 枯黄片, 青春药, 长春药, 宜春药,
伊春药, 时时彩排, 牛肉棒, 羊肉棒, 猪肉棒, 鸡肉棒, 蟹肉棒, 鱼肉棒, 虾肉棒, 肉棒骨, 容颜射, 红颜射, 大约炮, 约炮兵, 约炮火, 约炮轰, 约炮制, 大脑残,
电脑残, 首脑残, 脑残疾, 脑残障, 脑残留, 脑残余, 呼吸毒, 吸毒气, 吸毒素, 吸毒烟, 抑制毒, 控制毒, 限制毒, 抵制毒, 管制毒, 遏制毒, 克制毒, 强制毒,
复制毒, 可卡因此, 海洛因此, 听话水平, 听话水准, 楼凤凰, 装逼真, 装逼近, 服装逼, 着装逼, 西装逼, 古装逼, 时装逼, 妈妈逼, 妈逼我, 妈逼着, 妈逼他, 妈逼她,
妈逼婚, 妈逼迫, 妈逼问, 二逼近, 我操纵, 我操盘, 我操刀, 我操起, 我操之, 我操守, 我操行, 我操碎, 海浪叫, 冲浪叫, 浪叫做, 部分尸, 叫床上, 叫床头,
叫床边, 开苞米, 开苞谷, 热潮吹, 浪潮吹, 寒潮吹, 艳照人, 牢骚比, 芝麻果, 卑贱人, 贵贱人, K粉丝`;
