import type { RiskLexicon } from '../lexicon.ts';
import { contexts } from './contexts.ts';

const untold = ['refusing', 'quoting'];
const block = { suggestion: 'block', riskLevel: 2, unless: untold } as const;
const review = { suggestion: 'review', riskLevel: 1, unless: untold } as const;

/** Between `you` and a name that somebody is called. */
const ADDRESSING =
  /^(?:[们这种个群帮就真的是纯他妈一大死小老臭全都人,，]|就是|真是|简直|根本|不过|妥妥|只会|活脱脱| |'re|re|are|is|people|guys|really|just|such|an?|so|all|the|little|fucking|freaking|damn|goddamn|bloody|absolute|complete|total|utter|fat|old|dirty|lazy|ignorant|stupid|dumb|ugly|worthless|pathetic|bunch of|nothing but|biggest|most)*$/;

/** Between `you` and what somebody is said to be: a verb must stand there. */
const CALLING =
  /^(?:们|这种人|这人|个)?(?: ?(?:'re|re|are|r|look so|look|smell|sound)|就是|真是|真|简直是?|真的|是个?|太|长得|长的|怎么这么|怎么那么)(?: |an?|so|such|really|just|fucking|very|too|all|the|most|一?[头条只个坨堆]|真|这么|他妈|好|太|又|死|piece of|nothing but|pure|absolute|complete|total|totally|as|dumb|stupid|person|utterly)*$/;

/** Between somebody who is spoken of and what they are called. */
const DECLARING = /^(?:就是|真是|简直是|他妈的?是?|妥妥的?是?)(?:一?个|一?头|一?条|一?坨|的|大|死|老|臭)*$/;

/** Insults that somebody is called by. */
const calling =
  '蠢货，|蠢猪，|白痴，|贱人，|畜生，|混蛋，|王八蛋，|蠢货！|蠢猪！|白痴！|贱人！|畜生！|王八蛋！';

/** Insults at somebody, threats, and hatred of groups. Words: ours. */
export const abuse: RiskLexicon = {
  words: {
    refusing: contexts.refusing,
    quoting: [
      '骂我|被骂|骂他|骂她|骂道|一词|这个词|这句话|骂人|辱骂|脏话|粗口|侮辱|歧视|贬义|不文明|言语暴力|网络暴力|仇恨言论|种族主义|刻板印象|偏见|谣言|宣传|翻译|意思是|造句|例句|反义词|近义词|成语|礼貌|不应该说|不要说|霸凌|欺凌',
      'the word|the term|the phrase|slur|slurs|insult|insults|insulting|profanity|swear word|swear words|offensive|hate speech|cyberbullying|bullying|bullied|bully|racist|racism|sexist|stereotype|stereotypes|prejudice|propaganda|rhetoric|discrimination|derogatory|translate|translation|definition|means|synonym|synonyms|antonym|sentence using|rude|disrespectful|song|album|lyrics|sentiment|classify|toxic',
    ].join('|'),
    curse: [
      '你真恶心|你真让人恶心|你很恶心|你他妈|你妈的|你全家都该死|你全家死|死你全家|脑子有坑|脑子有病吧|你算老几|你算哪根葱|你算什么玩意|傻b|傻bi|傻屌|大sb|死sb|你sb|你是sb|你个sb|sb玩意|草泥马|操你妈|操你娘|草你妈|艹你妈|日你妈|干你娘|干你妈|肏你|你妈死了|你妈炸了|死全家|全家死光|全家死绝|死妈|没妈的东西|狗娘养的|狗杂种|小杂种|臭婊子|臭傻逼|大傻逼|傻逼|傻比东西|煞笔|傻叉|沙比玩意|滚你妈|去你妈的|nmsl|cnm|妈的智障|婊子养|贱骨头|臭不要脸|不得好死|断子绝孙|狗东西|狗日的|王八羔子|畜生不如|猪狗不如|吃屎去吧|滚犊子|死肥猪|死胖子|死娘炮|死变态|死基佬|臭乞丐|乡巴佬滚|脑子进水了吧|脑子有病吧|脑子被驴踢|脑子被门夹|有病吧你|你有病吧|你算什么东西|你算个屁|你就是个屁|去死吧|自己去死|要死自己去死|你怎么不去死|你咋不去死|早点去死|赶紧去死|快去死|赶紧死|活着浪费空气|浪费粮食的|看见你就恶心|看见你就想吐|看到你就恶心|看到你就想吐|丑八怪|丑逼|穷逼|装逼犯|绿茶婊|狗腿子东西|贱人|贱货|骚货|人渣|脑残|神经病啊你',
      "fuck you|fuck u|f*ck you|f**k you|f*** you|fck you|fuk you|you suck!|you suck.|you suck at|you fucking suck|hope you get cancer|get cancer and die|fuck off|fuck yourself|go fuck yourself|fucking idiot|fucking moron|fucking retard|fucking loser|fucking bitch|fucking stupid|motherfucker|motherfuckers|mother fucker|piece of shit|piece of trash|piece of garbage|shut the fuck up|shut the hell up|shut your mouth|stfu|gtfo|eat shit|kill yourself|go kill yourself|kys|go die|go and die|drop dead|die by yourself|die alone|hope you die|hope you rot|rot in hell|burn in hell|son of a bitch|dumb bitch|stupid bitch|ugly bitch|dumbass|dumb ass|dipshit|dickhead|asshole|assholes|arsehole|shithead|scumbag|scumbags|wanker|cunt|cunts|retards|libtard|libtards|nobody likes you|nobody loves you|no one likes you|nobody wants you|waste of space|waste of oxygen|waste of skin|waste of air|you disgust me|you make me sick|excuse for a human|excuse of a human|worthless piece|you're dead to me|crawl back|screw you|up yours|your mom's a whore|whore|slut|sluts|bimbo|crackhead loser|lard ass|fatass|fat ass|imbecile|cretin",
    ].join('|'),
    slur: [
      '支那猪|支那人|棒子滚|黑鬼|尼哥|鬼子滚|小日本滚|穆畜|绿教徒|蝗虫滚',
      'nigger|niggers|nigga faggot|faggot|faggots|kike|kikes|spic|spics|chink|chinks|gook|gooks|towelhead|towelheads|raghead|ragheads|wetback|wetbacks|tranny|trannies|sand nigger|paki|pakis',
    ].join('|'),
    you: '你|你们|丫|您|you|u|ya|you guys',
    they: '这种人|他这种人|她这种人|这帮人|这群人',
    somebody: '他|她|这人|那人|这家伙|那家伙|这个人|那个人',
    calling,
    insult: [
      calling,
      '蠢货|蠢猪|蠢驴|笨猪|白痴|弱智|智障|废物|废柴|混蛋|混账|王八蛋|人渣|败类|杂碎|杂种|贱人|贱货|渣男|渣女|傻子|傻x|傻叉|傻缺|傻帽|饭桶|二逼|婊子|妓女|卖淫女|二百五|脑残|猪脑子|畜生|禽兽不如|狗屎|窝囊废|怂包|孬种|土鳖|乡巴佬|没脑子的|没用的东西|没用的废物|丑八怪|死变态|死胖子|死肥猪',
      'idiot|idiots|moron|morons|imbecile|loser|losers|scum|retard|retards|bitch|bitches|bastard|bastards|freak|dumbass|dimwit|halfwit|nitwit|pig|pigs|filth|vermin|parasite|parasites|worthless|pathetic|disgusting|stupid|dumb|ugly|brainless|degenerate|degenerates',
    ].join('|'),
    quality: [
      '垃圾|白痴|恶心|丑陋|不要脸|没教养|没素质|没脑子|不是东西|不是人|不是个东西|变态|猪|狗|丑|蠢|贱',
      'idiotic|stupid|dumb|dumbest|stupidest|ugliest|ugly|worthless|pathetic|disgusting|trash|garbage|useless|retarded|brainless|braindead|brain dead|a coward|cowards|a clown|clowns|a joke|a disgrace|a failure|a fool|fools|a creep|a nobody|subhuman|a rat|a pig|pigs|a waste|vile|repulsive|an embarrassment',
    ].join('|'),
    away: '滚|滚开|滚蛋|给我滚|快滚|滚出去|滚回去|滚回你|滚远点|闭嘴吧|闭上你的狗嘴|闭上你的臭嘴|shut up|get lost',
    group: [
      '女司机|黑人|犹太人|穆斯林|回民|女人|女的|男人|同性恋|变性人|河南人|东北人|上海人|外地人|农民工|乡下人|农村人|残疾人|印度人|日本人|韩国人|美国人|中国人|越南人|非洲人|胖子|老年人|移民|难民',
      'immigrants|migrants|refugees|jews|muslims|christians|blacks|black people|white people|whites|asians|chinese people|mexicans|indians|arabs|gays|gay people|lesbians|homosexuals|trans people|transgender people|women|men|females|girls|disabled people|poor people|homeless people|foreigners|feminists|liberals|republicans|democrats|conservatives|fat people|old people|women like her|people like you|those people|these people',
    ].join('|'),
    hatred: [
      '都该死|都去死|都应该去死|应该去死|该死绝|死光|都是垃圾|都是畜生|都是猪|都是废物|都是骗子|都是小偷|都是贼|都是人渣|都不是东西|没一个好东西|没有一个好东西|没一个好人|滚出|滚回|低人一等|劣等|下贱|不配活|就是贱|都很贱|都是贱|杀光|灭绝|真恶心|都恶心|就该打|天生就是',
      "are vermin|are animals|are disgusting|are disgusting animals|are subhuman|are scum|are trash|are garbage|are parasites|are filth|are inferior|are an inferior|are rats|are pigs|are cockroaches|are a disease|are all criminals|are all terrorists|are terrorists|are all thieves|are all liars|are all stupid|are stupid|are worthless|are too stupid|should be exterminated|must be exterminated|should be wiped out|must be wiped out|should be killed|should all die|should die|deserve to die|deserve to be beaten|deserves to be beaten|deserve to be raped|should be deported to hell|don't deserve to live|do not deserve to live|ruin everything|should be shot|should be gassed|belong in the kitchen|go back to your country",
    ].join('|'),
    threat: [
      '弄死你|杀了你|杀你全家|打死你|砍死你|宰了你|捅死你|弄死你全家|让你不得好死|打断你的腿|打断你腿|让你消失|给你放血|要你的命|小心你的狗命|剁了你',
      "i will kill you|i'll kill you|i'm going to kill you|i am going to kill you|gonna kill you|i will find you and|i'll find you and|i will hurt you|i'll hurt you|i will beat you|beat the shit out of you|i'll break your|i will break your|i will destroy you|you will die|you're going to die|you are going to die|you deserve to die|i know where you live|watch your back|i'll make you pay|slit your throat|put a bullet in",
    ].join('|'),
  },
  common: ['you', 'they', 'group', 'somebody'],
  harmless:
    '猪年|属猪|狗年|属狗|打死你也想不到|打死你都想不到|打死你我也|垃圾分类|垃圾桶|垃圾箱|垃圾回收|垃圾邮件|垃圾处理|垃圾袋|厨余垃圾|废物利用|废物处理|可恶心|智障人士|智障儿童|贱人就是矫情|傻瓜相机|傻瓜式|变态反应|变态发育|不变态|王八蛋鸡|笨蛋美人|神经病学|神经病变|garbage collection|garbage collector|garbage disposal|garbage can|trash can|trash bin|kick-ass|pain in the ass|guinea pig|guinea pigs|pig iron|rat race|lab rats|go die-cut|fat-free|fat free|low fat|fat loss|body fat|saturated fat|trans fat|trans fats|burn fat|ugly duckling|fools gold|april fools|single point of failure|heart failure|class clown fish|clown fish|whore of babylon|not all muslims|not all immigrants|not all refugees|not all men',
  rules: [
    { ...block, label: 'hate', needs: ['slur'], riskLevel: 3 },
    { ...block, label: 'hate', needs: ['group', 'hatred'], gap: 6, isOrdered: true, riskLevel: 3 },
    { ...block, label: 'abuse', needs: ['curse'] },
    { ...block, label: 'abuse', needs: ['you', 'insult'], gap: 24, isOrdered: true, between: ADDRESSING },
    { ...block, label: 'abuse', needs: ['they', 'insult'], gap: 6, isOrdered: true, between: ADDRESSING },
    { ...block, label: 'abuse', needs: ['you', 'quality'], gap: 30, isOrdered: true, between: CALLING },
    { ...review, label: 'abuse', needs: ['somebody', 'insult'], gap: 6, isOrdered: true, between: DECLARING },
    { ...review, label: 'abuse', needs: ['calling'] },
    { ...block, label: 'abuse', needs: ['insult', 'away'], gap: 8 },
    { ...block, label: 'threat', needs: ['threat'], riskLevel: 3 },
  ],
};
