import type { LexiconRule, RiskLexicon } from '../lexicon.ts';
import { CONTEXTS, contexts } from './contexts.ts';
import { offers } from './offers.ts';

const told = CONTEXTS;
const high = { suggestion: 'block', riskLevel: 3, unless: told } as const;
const middle = { suggestion: 'block', riskLevel: 2, unless: told } as const;

/** Something forbidden that is on offer, with or without an address. */
const traded = (label: string, signal: string, riskLevel: 2 | 3): readonly LexiconRule[] => [
  { label, needs: [signal, 'offer'], gap: 25, suggestion: 'block', riskLevel, unless: told },
  { label, needs: [signal, 'contact'], gap: 40, suggestion: 'block', riskLevel, unless: told },
];

/** What the law forbids to trade, to make or to incite to. Words: ours. */
export const prohibited: RiskLexicon = {
  words: {
    ...contexts,
    ...offers,
    people: [
      '股民数据|股民资料|股民名单|股民电话|车主数据|车主资料|车主名单|业主数据|业主资料|业主名单|家长名单|学生名单资料|公民个人信息|公民信息|银行卡四件套|四件套|身份证正反面|手持身份证|实名微信号|实名账号|微信实名号|征信数据|网贷数据|贷款数据|开房记录|户籍信息|通话记录|精准数据|一手数据|手机号段',
      "shareholder data|shareholders data|shareholders' data|investor database|fullz|card dumps|credit card dumps|dumps with pin|cvv|cvvs|stolen credit cards|stolen credit card numbers|stolen cards|cloned cards|clone cards|stolen accounts|hacked accounts|hacked paypal accounts|bank logs|bank logins|leaked database|leaked databases|ssn list|ssn numbers|stolen identities|stolen passports|stolen data",
    ].join('|'),
    drugs: [
      '冰毒|海洛因|摇头丸|氯胺酮|k粉|麻古|麻果|大麻|叶子烟|可卡因|鸦片|罂粟壳|邮票毒品|听话水|迷奸水|迷奸药|乖乖水|迷魂药|迷药|失忆水|三唑仑|蒙汗药|毒品|溜冰壶|甲基苯丙胺|冰毒原料|麻黄碱|止咳水|上头电子烟',
      'heroin|cocaine|crack cocaine|methamphetamine|crystal meth|meth|fentanyl|mdma|molly pills|ecstasy pills|lsd tabs|ketamine|ghb|rohypnol|date rape drug|oxycontin|oxycodone|percocet|percocets|xanax bars|adderall|magic mushrooms|shrooms|cannabis|marijuana|weed|thc carts|opium|dmt',
    ].join('|'),
    hardDrugs: [
      '冰毒|海洛因|摇头丸|氯胺酮|k粉|麻古|可卡因|甲基苯丙胺|迷奸水|迷药|毒品',
      'heroin|crack cocaine|methamphetamine|crystal meth|meth|fentanyl|mdma|ghb|date rape drug|lsd|dmt',
    ].join('|'),
    guns: [
      '枪支|真枪|手枪|步枪|气枪|仿真枪|猎枪|秃鹰气枪|枪支散件|枪械|枪械散件|气步枪|子弹|铅弹|钢珠枪|弩箭|军弩|催泪枪|电击枪|管制刀具|枪支图纸',
      'untraceable gun|untraceable guns|ghost gun|ghost guns|ghost gun kit|illegal firearms|unregistered firearms|unregistered guns|unregistered handgun|glock switch|glock switches|auto sear|silencers|guns without license|guns no background check|handguns no license|stolen guns|ak-47|ak47|grenades|hand grenades|grenade launcher',
    ].join('|'),
    madeGuns: [
      '枪支|手枪|步枪|气枪|猎枪|子弹|土枪|枪械',
      'ghost gun|untraceable gun|homemade gun|zip gun|pipe gun|firearm silencer|gun silencer|suppressor from|3d printed gun|submachine gun|auto sear',
    ].join('|'),
    explosives: [
      '炸弹|土炸弹|炸药|土炸药|雷管|黑火药|燃烧瓶|汽油弹|定时炸弹|爆炸物|爆炸装置|硝化甘油|自制炸弹|管状炸弹|tnt|毒气|沙林|氰化物|蓖麻毒素|炭疽',
      'bomb|bombs|pipe bomb|pipe bombs|nail bomb|explosive|explosives|explosive device|molotov|molotov cocktail|molotov cocktails|napalm|thermite|tannerite bomb|dynamite|car bomb|dirty bomb|fertilizer bomb|pressure cooker bomb|ied|nerve gas|sarin|sarin gas|mustard gas|chlorine gas|ricin|cyanide|anthrax|chemical weapon|biological weapon',
    ].join('|'),
    gambling: [
      '网上赌场|在线赌场|线上赌场|真人荷官|美女荷官|性感荷官|真人百家乐|百家乐|葡京|新葡京|威尼斯人娱乐城|时时彩|六合彩|北京赛车|pk10|幸运飞艇|快三|老虎机|捕鱼平台|博彩平台|博彩网站|博彩公司|菠菜平台|菠菜网|赌球|赌博平台|赌博网站|网赌平台|娱乐城|真人娱乐|电子游艺|彩票平台|棋牌平台|体育投注|滚球|牛牛|炸金花|德州扑克平台',
      'online casino|online casinos|casino|casinos|sports betting|sportsbook|betting site|betting sites|online betting|slot games|online slots|slots|slot machine games|baccarat|poker site|online poker|roulette|live dealer|live dealers|jackpots|judi online|slot gacor|togel',
    ].join('|'),
    bet: [
      '注册送|注册即送|注册就送|送彩金|送豪礼|彩金|首存|首充|返水|返利|开户|下注|投注|提款|提现|秒到账|秒提现|稳赚|必赢|包赢|包赚|计划群|计划员|带你赚|跟单|回血|上岸|信誉|官网|网址|注册|下载|app|邀请码|充值|赔率|加入|平台|日赚|招代理|佣金',
      'sign up bonus|signup bonus|sign-up bonus|deposit bonus|no deposit|free spins|free bets|free bet|register now|play now|join now|sign up now|sign up today|sign up|bet now|welcome bonus|place your bets|instant withdrawal|fast withdrawals|instant payouts|win real money|win big|real money|deposit match|claim your bonus|best odds|huge jackpots|bonus code|promo code|terpercaya',
    ].join('|'),
    forged: [
      '假证|假证件|假文凭|假学历|假毕业证|假学位证|假发票|假身份证|假驾驶证|假驾照|假结婚证|假房产证|假公章|刻假章|假章|假币|假钞|假护照|假签证|办假证|做假证|真伪发票|高仿证件|高仿人民币|高仿假币|增值税假票|假病历|假病假条|假证明|假流水',
      "fake id|fake ids|fake id card|fake id cards|fake passport|fake passports|fake diploma|fake diplomas|fake degree|fake degrees|fake certificate|fake certificates|false certificate|false certificates|fake driver's license|fake drivers license|fake driver license|fake licenses|counterfeit money|counterfeit bills|counterfeit notes|counterfeit currency|counterfeit banknotes|fake money|fake documents|fake visa|fake visas|novelty ids|forged documents|fake transcripts|fake vaccination cards",
    ].join('|'),
    paper:
      '办证|刻章|毕业证|学位证|文凭|驾驶证|驾照|四六级证书|资格证书|发票|增值税票|普票|专票|房产证|结婚证|离婚证|身份证|户口本|各类证件|各种证件|工作证|健康证',
    paperTrade:
      '发票可代开|可代开发票|代开正规发票|代办证件|办理各类证|办理各种证|办证刻章|刻章办证|专业办证|快速办证|网上办证|本地办证|代开发票|代开各类发票|代开各种发票|代开增值税|发票代开|开各类发票|开各种发票|代办毕业证|网课服务|代刷网课|课代做|代写论文|论文代写|代写作业|办理毕业证|买毕业证|购买毕业证|买驾照|买驾驶证|免考驾照|免考拿证|不用考试|包过|替考|代考|保过不过退款|买文凭|可入网|入网可查|学信网可查|虚开发票',
    cheats: [
      '伪基站|改号软件|短信轰炸|呼死你|跑分平台|跑分项目|洗黑钱|洗钱通道|信用卡套现|花呗套现|黑卡|接码平台|养号|手机黑卡|盗号软件|盗号木马|盗号器|黑客接单|黑客服务|监听软件|手机监听器|手机监听软件|手机窃听器|窃听器|针孔摄像头|隐形摄像头|透视眼镜|透视扑克|麻将透视|牌具作弊|作弊器|查开房|查聊天记录|查通话记录|定位找人|恢复聊天记录|私家侦探调查|游戏外挂|赌具|解码器|万能钥匙|干扰器|车门干扰器|解锁器|电表倒转|偷电器|考试作弊器|高考答案|考前答案|考试答案',
      'hire a hacker|hacker for hire|hackers for hire|hacking service|hacking services|hack any account|hack whatsapp|hack instagram|hack facebook|hack any phone|hack into any|ddos service|ddos for hire|botnet for rent|ransomware kit|ransomware as a service|phishing kit|phishing kits|phishing page|spyware app|keylogger download|credit card skimmer|card skimmer|skimmers|money laundering service|money laundering services|money mule|carding tutorial|cashout|bank transfer hack|crack any password|exam answers leaked|essay mill',
    ].join('|'),
    bodies: [
      '买卖器官|器官买卖|卖肾|买肾|收肾|肾源|卖卵|捐卵|供卵|代孕|代孕妈妈|包性别|象牙|犀牛角|犀角|穿山甲鳞片|穿山甲|虎骨|熊掌|熊胆|砗磲|野味|玳瑁|婴儿出售|送养有偿',
      'kidney for sale|sell my kidney|sell your kidney|buy a kidney|organs for sale|human organs|ivory tusks|raw ivory|rhino horn|rhino horns|pangolin scales|tiger bone|tiger bones|bear bile|babies for sale|endangered animals for sale',
    ].join('|'),
    ownDeath: [
      '自杀方法|自杀的方法|自杀教程|自杀方式推荐|怎么自杀|如何自杀|怎样自杀|无痛自杀|无痛苦自杀|烧炭自杀教程|相约自杀|约死群|约死|最快的死法|最不痛苦的死法|怎么死不痛苦|怎么死最舒服|割腕教程|想死怎么最快',
      'how to kill myself|how do i kill myself|how can i kill myself|how to commit suicide|how can i commit suicide|painless way to die|painless ways to die|painless suicide|easiest way to die|best way to commit suicide|best way to kill myself|ways to kill yourself|suicide methods|suicide pact|how to hang myself|lethal dose to kill myself',
    ].join('|'),
    otherDeath: [
      '如何杀人|怎么杀人|怎样杀人|杀人方法|杀人不留痕迹|如何毒死|怎么毒死|怎么下毒|如何下毒|雇凶杀人|买凶杀人|杀手服务|职业杀手接单|如何处理尸体|怎么处理尸体|制造恐怖袭击|策划恐怖袭击|加入伊斯兰国',
      'how to kill someone|how to kill a person|how to kill my|how to murder someone|how to murder my|how to poison someone|how to poison my|how to get rid of a body|how to dispose of a body|hire a hitman|hitman for hire|plan a terrorist attack|carry out a terrorist attack|carry out a mass shooting|join isis|how to kidnap',
    ].join('|'),
    buying: '买|购买|求购|想买|buy|buying|purchase|order',
    seeking:
      '哪里买|哪里能买|哪里有卖|怎么买|在哪买|想买|求购|多少钱一克|多少钱一斤|where to buy|where can i buy|how to buy|how can i buy|i want to buy|looking to buy',
    help: '预防|干预|热线|求助|援助|心理咨询|心理医生|陪伴|开导|prevention|hotline|helpline|crisis line|lifeline|988|samaritans|reach out|therapist|counselor|support',
  },
  common: ['offer', 'howTo', 'bet', 'help', 'buying'],
  harmless:
    '玩具枪|手枪玩具|玩具步枪|手枪模型|玩具手枪|水枪|喷枪|热熔胶枪|胶枪|射钉枪|钉枪|焊枪|油枪|打气枪|炸弹人|可可炸弹|沐浴炸弹|浴盐炸弹|种子炸弹|泡澡炸弹|深水炸弹|巧克力炸弹|炸弹酒|糖衣炮弹|工业大麻|大麻籽油|牛牛奶|四件套床品|床上四件套|纯棉四件套|bath bomb|bath bombs|bomb cyclone|cocoa bomb|cocoa bombs|hot chocolate bomb|hot chocolate bombs|hot cocoa bombs|seed bomb|seed bombs|glitter bomb|photo bomb|jägerbomb|flavor bomb|weed killer|sea weed|the bomb|cyanide and happiness|meth lab explosion',
  rules: [
    ...traded('violation_info', 'people', 2),
    ...traded('drugs', 'drugs', 3),
    { ...high, label: 'drugs', needs: ['howTo', 'hardDrugs'], gap: 12, isOrdered: true },
    { ...high, label: 'drugs', needs: ['hardDrugs', 'seeking'], gap: 8 },
    ...traded('weapons', 'guns', 3),
    { ...high, label: 'weapons', needs: ['howTo', 'madeGuns'], gap: 14, isOrdered: true },
    { ...high, label: 'weapons', needs: ['howTo', 'explosives'], gap: 14, isOrdered: true },
    { ...high, label: 'weapons', needs: ['explosives', 'howTo'], gap: 3, isOrdered: true },
    { ...middle, label: 'gambling', needs: ['gambling', 'bet'], gap: 30 },
    { ...middle, label: 'gambling', needs: ['gambling', 'link'], gap: 40 },
    ...traded('forged_documents', 'forged', 2),
    { ...middle, label: 'forged_documents', needs: ['paperTrade', 'paper'], gap: 20 },
    { ...middle, label: 'forged_documents', needs: ['paperTrade', 'contact'], gap: 40 },
    { ...middle, label: 'forged_documents', needs: ['buying', 'forged'], gap: 3, isOrdered: true },
    { ...middle, label: 'violation_info', needs: ['buying', 'people'], gap: 3, isOrdered: true },
    ...traded('illegal_service', 'cheats', 2),
    { ...middle, label: 'illegal_service', needs: ['cheats'], distinct: 3, gap: 12 },
    ...traded('illegal_goods', 'bodies', 2),
    { ...high, label: 'self_harm', needs: ['ownDeath'], unless: [...told, 'help'] },
    { ...high, label: 'violence', needs: ['otherDeath'] },
  ],
};
