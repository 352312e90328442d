/** What shows that something is offered, and asks people to act. Most lexicons need it beside the thing itself. */
export const offers = {
  offer: [
    '出售|销售|售卖|贩卖|倒卖|转让|供应|供货|批发|低价|特价|现货|有货|出货|货源|货到付款|包邮|包过|包送|送货|上门|代办|代理|代购|代开|办理|接单|诚信|安全可靠|价格优惠|可验|验货|秒发|保真|先办后付|见证付款|可查|包查|高仿|量大从优|要的来|需要的来|有需要|欢迎咨询|详情咨询|私聊|私信|加我|联系我|联系方式|求购|收购|高价收|长期收|卖',
    'for sale|in stock|sale|sales|sell|selling|we offer|we supply|we provide|supplier|suppliers|vendor|wholesale|cheap|cheapest|best price|best prices|low price|discreet|discreetly|stealth|overnight delivery|fast delivery|free delivery|fast shipping|free shipping|worldwide shipping|ships worldwide|cash on delivery|escrow|order now|order online|buy online|buy now|dm me|dm us|dm for|message me|text me|pm me|hit me up|contact me|contact us|inbox me|100% legit|legit|guaranteed|no questions asked|place your order|price list|available now|get yours',
  ].join('|'),
  howTo: [
    '制作方法|制造方法|制作教程|制作步骤|制作流程|制作过程|制备方法|合成方法|合成路线|合成步骤|制作配方|怎么做|怎么制作|怎样做|怎样制作|如何做|如何制作|如何制造|如何自制|怎么制造|怎么自制|如何合成|怎么合成|如何提炼|怎么提炼|如何制备|教你|教我|自制|做一个|制作一个|造一个|组装',
    'how to make|how to build|how do i make|how do i build|how can i make|how can i build|how to cook|how to synthesize|how do i synthesize|how can i synthesize|how can i cook|how to manufacture|how to create|how to assemble|how to construct|how to produce|how do you make|instructions for making|instructions for building|instructions to make|instructions to build|instructions on how|steps to make|steps to build|guide to making|guide to building|guide to cooking|guide to synthesizing|recipe for|tell me how to|teach me to|teach me how|show me how|at home|at your kitchen|from household',
  ].join('|'),
} as const;
