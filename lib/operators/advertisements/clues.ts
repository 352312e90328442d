/** What a phrase says of the sentence that holds it, and how much; of each kind the strongest counts, once. */
export const CLUE_KINDS = [
  'advertisement',
  'contact',
  'call',
  'price',
  'urgency',
  'address',
  'report',
  'task',
] as const;
export type ClueKind = (typeof CLUE_KINDS)[number];

export interface Clue {
  readonly phrase: string;
  readonly kind: ClueKind;
  readonly weight: number;
}

const cluesOf = (kind: ClueKind, weight: number, phrases: string): readonly Clue[] =>
  phrases
    .split(/[\n、|]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
    .map((phrase) => ({ phrase, kind, weight }));

/** Phrases that hardly anything but advertising uses. */
const advertisements = [
  ...cluesOf(
    'advertisement',
    1,
    `加微信、加我微信、加V信、加VX、加V、添加微信、添加客服、添加老师微信、加小编、加客服、微信咨询、联系微信、客服微信、加群、进群、拉群、入群、扫码进群、扫码关注、扫码领取、扫码免费领、扫码加、
    长按识别、长按二维码、识别二维码、识别下图二维码、扫描下方二维码、扫描下图二维码、扫描上方二维码、扫下方二维码、扫一扫加、扫一扫关注、关注公众号、关注本公众号、关注微信公众号、关注我们的公众号、
    关注微信号、公众号后台回复、后台回复、关注微博、点击阅读原文、点击下方链接、戳这里、戳链接、戳阅读原文、点击关注、点个关注、求关注、一键三连、三连支持、点赞收藏、点赞关注、点赞转发、点赞、转发、关注、
    免费领取、免费领、免费试听、免费体验名额、免费诊股、领券、领券购买、领取优惠券、先到先得、抢完即止、售完即止、欲购从速、错过再等一年、错过不再有、机不可失、假一赔十、假一罚十、无效退款、货到付款、
    厂家直销、厂家直供、一手货源、量大从优、诚招代理、诚招全国代理、招商加盟、加盟热线、订购热线、看房热线、咨询热线、免费咨询热线、订票热线、来电咨询、来电洽谈、来电详谈、价格好商量、有意者、
    代开发票、代办信用卡、代写论文、代还信用卡、信用卡代还、无抵押、当天放款、秒到账、日结、月入过万、轻松月入、兼职刷单、网上兼职、非诚勿扰、祖传秘方、包通过、先办后付款、学历可查、
    包邮、买一送一、买二送一、立减、满减、秒杀价、现价仅需、拍下即送、下单即送、报名即送、注册就送、注册即送、进店即享、即享、新人专享、新用户专属、专属优惠券、专属折扣、限时免费、限时抢购、火热开启、
    抢购、速抢、速来抢购、赶紧下单、立即抢购、立即购买、立即下单、马上抢购、马上下单、立即报名、立即预约、立即注册、现在下单、现在拍下、收藏店铺、送运费险、百亿补贴、首存、首存送、提款秒到、特码、牛股、
    稳定不封号、转发抽奖、转发到朋友圈、集赞、前50名、前100名、特价机票、点此购买、点此领取、点此抢购、点击购买、点击领取、点击抢购、加QQ、加Q群、立送、现金券、全国招商、文末阅读原文、【广告】、[广告]、（广告）、更多精彩内容、更多优惠、更多详情、商务合作、投稿、赞助播出、下期再见、诚聘、高薪诚聘`,
  ).filter(
    ({ phrase }) => !['点赞', '转发', '关注', '进群', '日结', '投稿', '加群', '首存'].includes(phrase),
  ),
  ...cluesOf(
    'advertisement',
    1,
    `click here|click the link below|click on the link below|clicking the link|click to tweet|link in bio|link in our bio|tap the link|buy now|shop now|shop today|shop our|order now|order today|
    order yours|order your copy|call now|call today|call us today|call us now|call us at|book now|book today|enroll now|register now|sign up now|sign up today|sign up for our|join now|apply now|
    start your free trial|free trial now|claim it now|claim your|claim yours|grab yours|play now and|invest today|download our app|download the free|download now|add to cart|schedule your free|
    subscribe to our|subscribe now|subscribe today|please subscribe|like and subscribe|share and subscribe|and subscribe!|hit the bell|follow us on|find us on facebook|like us on facebook|
    join our mailing list|join our telegram|join our newsletter|join our community|visit our website|visit our site|visit our store|check out our store|check out our shop|check out our latest deals|check out our website|
    contact us today|contact us now|contact us on whatsapp|whatsapp us|limited time offer|limited-time offer|limited time only|limited stock|this offer expires|offer ends|before the offer ends|while supplies last|
    while stocks last|supplies are limited|seats are limited|don't miss out|don’t miss out|hurry, only|so hurry|hurry up and|before they're gone|promo code|coupon code|discount code|with coupon|use code|enter code|
    free shipping on|free worldwide delivery|free delivery on|free quote|free consultation|free demo|money back guarantee|money-back guarantee|your money back|satisfaction guaranteed|risk-free|risk free trial|best prices|
    best price guaranteed|lowest prices|prices guaranteed|buy one, get one|buy one get one|buy two, get|get one free|make money from home|work from home and earn|earn money online|no experience needed|register today|join today|contact us for pricing|contact us for a quote|like and share|click to buy|click to order|click to shop|visit us at|visit us online|advertisement:|sponsored:|promoted:|
    no prescription|one weird trick|free spins|guaranteed returns|double your bitcoin|gift card, claim|you've been selected|become a member today|exclusive deals|exclusive benefits|special offers|
    get instant access|affiliate links|affiliate link|sponsored post|this post is sponsored|share this post|share this article|share this page|share this video|standing by|clearance sale|biggest sale|ends tonight|
    cheap viagra|just click the link|extra night free|your free copy|thousands of happy customers|avail the discount`,
  ),
];

/** Phrases that advertising uses more than others do: something else must speak for it. */
const likely = cluesOf(
  'advertisement',
  0.7,
  "act now|best deals|sponsored by|instant access to|you have won|you've won|you’ve won|不要错过|敬请关注|不容错过|稳赚不赔|日收益",
);

const contacts = [
  ...cluesOf(
    'contact',
    0.5,
    '微信、微信号、微信群、交流群、VX、QQ、QQ群、Q群、扣群、扣扣、公众号、二维码、热线、客服电话、私信、私聊、小编、旗舰店、官网、官方网站、淘宝、拼多多、京东商城、链接',
  ),
  ...cluesOf(
    'contact',
    0.5,
    'telegram|whatsapp|our website|our store|our shop|our channel|our newsletter|our app|hotline|toll-free|toll free|text us|email us|contact us|call us',
  ),
  ...cluesOf('contact', 0.3, 'our team|our experts'),
];

const calls = [
  ...cluesOf(
    'call',
    0.4,
    '点击、戳、扫码、扫一扫、扫描、关注、转发、点赞、领取、报名、订阅、下单、预约、拨打、添加、回复、登录、访问、咨询、收藏、购买、选购、注册、加盟、来电、进店、下载、加入、联系、搜索、复制、订购、洽谈、招聘、致电、加进来、欢迎光临',
  ),
  ...cluesOf(
    'call',
    0.4,
    'click|subscribe|sign up|order|shop|buy|call|book|register|join|download|visit|follow|contact|become a member|grab|enter your email|check out|get your|get a|get instant|save up to|save big|win a|play now|like this video|seize this opportunity|seize the opportunity|take advantage of this|try it',
  ),
];

const prices = [
  ...cluesOf(
    'price',
    0.4,
    '优惠、优惠活动、优惠券、折扣、打折、特价、低价、红包、免费、福利、半价、礼包、大礼包、赠送、精美礼品、原价、现价、首付、均价、手续费最低、代购、正品、折起、全场、狂欢、大促、包过、中奖、提现、税点、娱乐场、赌场、百元、价格优惠、折、回收、高价回收、出售、低价出售、疏通、开锁、搬家、承接、上门、送货上门、上门服务、代课、代做、网课',
  ),
  ...cluesOf(
    'price',
    0.4,
    'discount|coupon|free|sale|deal|deals|bargain|cheap|offer|offers|specials|savings|gift card|bonus|prize|only $|just $|guaranteed|best price|lowest price|for just|half price|jackpot|rewards|working from home|new customers',
  ),
];

const urgencies = [
  ...cluesOf(
    'urgency',
    0.3,
    '限时、限量、立即、马上、赶快、赶紧、快来、速来、抓紧、仅限、名额有限、数量有限、名额、今日、最后一天、秒杀、第一时间、名额不多、赶快行动、火爆',
  ),
  ...cluesOf(
    'urgency',
    0.3,
    "now|today|hurry|limited|tonight|don't miss|don’t miss|seats left|few left|instantly|immediately|this weekend only|last chance|in stock|ends soon|take action|opportunity",
  ),
];

const addresses = [
  ...cluesOf(
    'address',
    0.2,
    '亲、亲们、我们的、本店、本公司、本号、本文、欢迎、小编、姐妹、朋友们、新老客户、为您、家人们、宝宝们',
  ),
  ...cluesOf('address', 0.2, 'our|we offer'),
  ...cluesOf('address', 0.1, '您|you|your|yours'),
];

/** What tells somebody how to do a thing. */
const explanations = cluesOf(
  'report',
  -0.5,
  '您可以、你可以、可以通过、可以在、可通过、可在|you can|you could|you may|you might|can be',
);

/** What reports and explains, or tells of advertising instead of advertising. */
const reports = [
  ...cluesOf(
    'report',
    -0.6,
    '建议、意见、投诉、反馈、报道、据悉、记者、新华社、警方、诈骗、骗取、诱饵、陷阱、虚假、罚款、同比、消费者、市民、法规、规定、称为、属于、是一种、是指、用户需要、用户可以、用户会、用户打开、手段、策略、设计模式、研究、调查、数据显示、浏览器、服务器、菜单、选项卡、右上角、按钮、安全、手机支付、请求、申诉、考试院、考生、乘客、学生、家长、老师让、医生、文档、政府、客户端、函数、参数、低收入、老板说、他的、她的、他在、她在、推出了、出行、无法、人工智能、权限、应用题、售价为',
  ),
  ...cluesOf(
    'report',
    -0.6,
    'according to|technique|such as|phrases|researchers|participants|consumers|customers can|users|visitors|the company|the government|marketing strategy|spam|documentation|function|object|button|menu|file|package|repository|observable|listener|conference|abstract|museum|library|doctor|embassy|admissions|he|she|they|his|her|was|were',
  ),
];

/** What asks for something to be written or answered, and what an assistant says. */
const tasks = [
  ...cluesOf(
    'task',
    -0.8,
    '请写、写一、请为、为以下、设计一、如何、怎么、怎样、什么、生成一、编写、翻译、请解释、解释、请问、给出、列出、请列举、以下是、多少、哪些、随时告诉我、假设',
  ),
  ...cluesOf(
    'task',
    -0.8,
    "write a|create a|generate a|compose|design a|describe|explain|rewrite|classify|summarize|come up with|suggest a|calculate|how do i|how to|what is|what are|i would like|let me know|feel free to ask|here is|here's a|for example|e.g.",
  ),
];

/** Phrases that hold a clue and mean nothing of the kind. */
const neutral = cluesOf(
  'report',
  0,
  `in order to|in order|in order that|out of order|order of|order from|higher order|alphabetical order|phone call|called|call the function|call center|roll call|
  a great deal|a good deal|deal with|dealing with|big deal|free to|feel free|free of|free from|free will|free trade|free time|set free|the book|a book|this book|book is|bookkeeping|for sale|
  as follows|follow the|follow these|follow up|following|follow-up|follow-ups|closing deals|shop floor|right now|by now|from now on|until now|up to now|even now|a bonus|sign up for an account|counter-offer|job offer|job offers|
  关注点、受关注、值得关注、引起关注、备受关注、关注度、关注的、密切关注、关注自己、关注青少年、折扣率、免费开源、免费软件、搜索引擎、搜索算法、购买力、联系起来、联系紧密、有联系、密切联系、加入适量、加入少许、回复邮件、访问控制、下载速度、折叠、折射、转折、骨折、挫折、曲折、下载安装、访问者、访问量、订阅者、添加到、添加适量、添加一些、联系人、点击率、收藏家、收藏品、亲人、亲自、亲情、亲爱、亲切、亲密、亲属、父亲、母亲、双亲`,
);

export const CLUES: readonly Clue[] = [
  ...neutral,
  ...advertisements,
  ...likely,
  ...contacts,
  ...calls,
  ...prices,
  ...urgencies,
  ...addresses,
  ...reports,
  ...explanations,
  ...tasks,
];
