import type { RiskLexicon } from '../lexicon.ts';
import { contexts } from './contexts.ts';
import { offers } from './offers.ts';
import { prohibited } from './prohibited.ts';

const untold = ['reporting', 'warning', 'refusing'];
const block = { suggestion: 'block', riskLevel: 2, unless: untold } as const;
const review = { suggestion: 'review', riskLevel: 1, unless: untold } as const;

/** Bulk messages that cheat or are of no use to anybody. Words: ours. */
export const spam: RiskLexicon = {
  words: {
    ...contexts,
    ...offers,
    forged: prohibited.words['forged'] ?? '',
    paperTrade: prohibited.words['paperTrade'] ?? '',
    gambling: prohibited.words['gambling'] ?? '',
    bet: prohibited.words['bet'] ?? '',
    job: [
      '在家做手工|打字员|打字赚钱|在家就能赚钱|刷单|刷信誉|兼职刷单|淘宝刷单|兼职打字|打字员兼职|手工活外发|抖音点赞|点赞员|网络兼职|手机兼职|在家兼职|宝妈兼职|学生兼职|招聘兼职|诚招兼职|招兼职|招募兼职|挂机赚钱|手机赚钱|在家赚钱|轻松赚钱|躺赚|日结兼职',
      'a day from home|a week from home|per day from home|work from home|work-from-home|make money online|make money fast|earn money online|earn extra cash|earn from home|online job|part time job|part-time job|data entry job|be your own boss|financial freedom|secret shopper|mystery shopper|quit your job|get rich quick',
    ].join('|'),
    wage: [
      '一天赚|每天赚|无押金|日结|日赚|日入|月入过万|月入上万|月赚|时薪|佣金|一单一结|当天结算|立结|现结|工资日结|每天收入|一天收入|零投入|无需押金|不收押金|无需经验|时间自由|多劳多得|每单|名额有限',
      'no experience needed|no experience necessary|no experience required|per day|a day|per week|a week|weekly pay|daily pay|get paid daily|paid daily|earn up to|easy money|guaranteed income|guaranteed profit|spots are limited|limited spots|no investment|start earning|start today|apply now|sign up now',
    ].join('|'),
    loan: [
      '低门槛贷款|无抵押贷款|免抵押贷款|低息贷款|信用贷款|小额贷款|无抵押|免抵押|无需抵押|黑户贷款|黑户可贷|凭身份证贷款|身份证贷款|急用钱|信用卡代还|大额信用卡|提额|网贷口子|下款|秒下款|空放|私人放款|大额贷款',
      'payday loan|payday loans|instant loan|instant loans|personal loans|bad credit ok|bad credit okay|bad credit loans|no credit check|debt relief|consolidate your debt|cash advance|pre-approved|pre approved',
    ].join('|'),
    lending: [
      '下卡快|下卡|加v|详聊|详谈|当天放款|当日放款|秒批|秒到账|极速放款|快速放款|放款快|利息低|额度高|最高可贷|不看征信|无视征信|征信花|手续简单|额度|咨询|办理|有需要|联系|加微|电话',
      'instant approval|approved today|fast approval|approved in minutes|guaranteed approval|apply now|apply today|apply online|call now|call today|click here|today only|act now|reply yes|text back',
    ].join('|'),
    prize: [
      '恭喜您中奖|恭喜你中奖|恭喜您获得|恭喜你获得|恭喜您成为|恭喜你成为|恭喜您被抽中|恭喜你被抽中|您已中奖|你已中奖|中了一等奖|中了二等奖|幸运用户|幸运观众|中奖用户|中奖通知|抽中为|免费领取iphone|免费领取手机|红包待领取|您有一份',
      "free entry in|free nokia|free camcorder|free ringtone|free mobile phone|new mobiles|win a top|specially selected|u r entitled|you are entitled to update|cinema pass|comp to win|you have won|you've won|you won|you won a|have won a|have won a guaranteed|are awarded with|was awarded|ur awarded|you are awarded|bonus prize|cash prize|prize reward|prize jackpot|prize guaranteed|caller prize|receive a $|complimentary trip|unredeemed bonus points|chances to win|win cash|you are the winner|you're the winner|you are a winner|you have been selected|you've been selected|have been chosen|lucky winner|lucky winners|selected as a winner|winner of our|awarded a|prize draw|won a free|won the lottery|unclaimed prize|unclaimed funds|inheritance fund|free iphone|free gift card|gift card worth",
    ].join('|'),
    claim: [
      '点击链接|点击领取|点击下方|点此领取|点击网址|登录网址|登陆网址|立即领取|马上领取|速领|领取奖品|领取红包|领奖|兑奖|加客服|请回复|回复td|退订|拨打|联系客服|手续费|链接',
      'click here|click the link|click this link|click below|click to claim|tap here|tap the link|claim your|claim now|to claim|call now|reply with|reply to|text back|text win|txt|send your bank|send us your|processing fee|verify your details|visit the link|redeem now|follow the link',
    ].join('|'),
    phish: [
      '快递丢失|快件丢失|快递理赔|双倍理赔|账户异常|账号异常|账户已被冻结|账号已被冻结|银行卡已被冻结|账户将被冻结|账户存在风险|积分即将清零|积分即将过期|积分兑换|etc已失效|etc认证|实名认证已过期|医保卡已停用|社保卡已停用|包裹异常|包裹丢失理赔|身份信息过期',
      'account has been suspended|account is suspended|account will be suspended|account has been limited|account has been locked|account will be closed|unusual activity|unusual sign-in|update your billing|update your payment|payment failed|confirm your password|confirm your identity|verify your account|verify your identity|package could not be delivered|your parcel is on hold|undelivered package|unpaid toll|tax refund pending',
    ].join('|'),
    pills: [
      '伟哥|壮阳药|壮阳|延时喷剂|印度神油|增大增粗|增粗增大|丰胸产品|丰胸|减肥药|瘦身产品|减肥产品|祛斑|增高药|增高产品|三天见效|无效退款|一个疗程|根治|包治|祖传秘方|药到病除|神药',
      'viagra|cialis|levitra|kamagra|tadalafil|sildenafil|male enhancement|penis enlargement|enlarge your penis|weight loss pills|diet pills|miracle pill|miracle cure|fat burner|fat burning pills|hgh|lose 20 pounds|lose 30 pounds|lose weight fast|canadian pharmacy|online pharmacy|no prescription',
    ].join('|'),
    pillOffer: [
      '无效退款|货到付款|包邮|加微|咨询|正品|官网|购买|订购|下单|代理|特价|厂家|疗程|效果好|见效|瘦了|优惠|抢购|包退|不反弹|私聊|私信|看过来',
      'buy|cheap|order|order today|order now|online|discount|discounts|lowest price|lowest prices|best price|free trial|free shipping|risk free|risk-free|money back|money-back|% off|shop now|overnight shipping|without prescription|no prescription|generic|click here|guaranteed|act now',
    ].join('|'),
    invest: [
      '荐股|牛股|涨停股|黑马股|内幕消息|内部消息|股票群|股票交流群|炒股群|老师带单|带单|老师带|喊单|跟单|稳赚不赔|稳赚|保本高收益|高收益|日化收益|月化收益|原始股|虚拟币|拉升|翻倍|区块链项目|资金盘|数字货币投资',
      'double your bitcoin|double your money|double your investment|triple your|guaranteed returns|guaranteed profits|guaranteed return|risk-free returns|crypto investment|bitcoin investment|forex signals|trading signals|insider stock tips|hot stock tip|penny stock|100x gains|high yield investment|crypto giveaway|send btc|send eth|get back double|passive income',
    ].join('|'),
    join: [
      '加群|进群|入群|加微|加我|加老师|加v|扫码|拉你进群|免费领取|免费诊股|名额有限|速来|私聊|私信|联系|带你|跟着|一起赚',
      "join our|join my|join the group|join now|join us|dm me|dm us|message me|whatsapp|telegram|contact|text me|sign up|click here|invest now|invest today|don't miss|limited time|limited spots|act now|start with",
    ].join('|'),
    advanceFee:
      'dear friend|dear beloved|beloved in christ|next of kin|late client|my late husband|dormant account|unclaimed fund|transfer the fund|transfer the funds|transfer the sum|million dollars|million usd|million united states dollars|your bank account|foreign account|prince of nigeria|nigerian prince|strictly confidential|utmost confidentiality|beneficiary|inheritance|business proposal',
    chain: [
      '转发给十个|转发给10个|转发给20个|转发到10个|转发到十个|转发十个群|转发10个群|转发到5个群|转发给所有人|不转发|不转的|不转会|看到不转|转发后会有好运|转发到群领取|已验证是真的|转发三个群|转发3个群',
      'forward this to|forward this message|forward this email|send this to 10|send this to ten|send this to 15|send this to at least|pass this on to|share with 10|share with ten|break the chain|break this chain|years of bad luck|do not delete this message|repost or',
    ].join('|'),
    luck: '好运|倒霉|厄运|发财|死|全家|后果|灵验|红包|平安|bad luck|good luck|luck|miracle|curse|cursed|die|friends|contacts|people|wish|blessing|blessed',
  },
  common: ['offer', 'howTo', 'bet', 'wage', 'lending', 'claim', 'pillOffer', 'join', 'luck'],
  harmless: '祖传秘方面馆|scientific study of viagra',
  rules: [
    { ...block, label: 'forgery_spam', needs: ['forged', 'contact'], gap: 40 },
    { ...block, label: 'forgery_spam', needs: ['paperTrade', 'contact'], gap: 40 },
    { ...block, label: 'gambling_spam', needs: ['gambling', 'bet', 'link'], gap: 60 },
    { ...block, label: 'gambling_spam', needs: ['gambling', 'bet', 'contact'], gap: 60 },
    { ...block, label: 'job_spam', needs: ['job', 'wage', 'contact'], gap: 80 },
    { ...block, label: 'job_spam', needs: ['job', 'wage', 'link'], gap: 100 },
    { ...review, label: 'job_spam', needs: ['job', 'wage'], gap: 40 },
    { ...block, label: 'loan_spam', needs: ['loan', 'lending', 'contact'], gap: 80 },
    { ...block, label: 'loan_spam', needs: ['loan', 'lending', 'link'], gap: 100 },
    { ...review, label: 'loan_spam', needs: ['loan', 'lending'], gap: 20 },
    { ...block, label: 'prize_spam', needs: ['prize', 'claim'], gap: 80 },
    { ...block, label: 'prize_spam', needs: ['prize', 'link'], gap: 100 },
    { ...block, label: 'prize_spam', needs: ['prize', 'contact'], gap: 100 },
    { ...block, label: 'phishing', needs: ['phish', 'link'], gap: 100 },
    { ...block, label: 'phishing', needs: ['phish', 'claim'], gap: 60 },
    { ...block, label: 'phishing', needs: ['phish', 'contact'], gap: 40 },
    { ...block, label: 'advance_fee_fraud', needs: ['advanceFee'], distinct: 4, gap: 120 },
    {
      ...block,
      label: 'medical_spam',
      needs: ['pills', 'pillOffer'],
      gap: 25,
      unless: [...untold, 'learned'],
    },
    { ...block, label: 'investment_spam', needs: ['invest', 'join'], gap: 40 },
    { ...block, label: 'chain_letter', needs: ['chain', 'luck'], gap: 60 },
  ],
};
