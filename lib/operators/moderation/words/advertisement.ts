import type { RiskLexicon } from '../lexicon.ts';
import { contexts } from './contexts.ts';

const untold = ['reporting', 'refusing'];
const block = { suggestion: 'block', riskLevel: 2, unless: untold } as const;
const review = { suggestion: 'review', riskLevel: 1, unless: untold } as const;

/** Solicitation to buy: an offer, and a call to act or a way to get in touch. An offer alone is none. Words: ours. */
export const advertisement: RiskLexicon = {
  words: {
    reporting: contexts.reporting,
    refusing: contexts.refusing,
    promotion: [
      '优惠券|优惠价|限时优惠|特惠|优惠活动|大促|促销|限时抢购|限时特价|限时折扣|秒杀|特价|清仓|全场包邮|包邮|买一送一|买一赠一|满减|打折|低至|折起|厂家直销|批发|一手货源|货源|正品保证|假一赔十|诚招代理|招代理|招商加盟|加盟|免费试用|免费领取|免费试听|免费体验|新品上市|火热销售|欢迎选购|欢迎订购|欢迎前来|价格优惠|量大从优|团购价|首单|立减|返现|代购|现房|首付|开盘|楼盘|学区房|租房|转让|专业维修|上门服务|上门维修|专业承接|承接各类|承接各种|诚信经营|诚招|高薪|包吃住|招生|报名|培训班|课程优惠|低价|出售|定制',
      'discount|discounts|% off|limited time|limited-time|limited time offer|special offer|special offers|free shipping|free delivery|clearance|flash sale|on sale now|best deals|best deal|lowest price|lowest prices|lowest prices guaranteed|buy one get one|coupon|coupon code|promo code|while supplies last|while stocks last|money-back guarantee|money back guarantee|satisfaction guaranteed|free trial|get your free trial|free quote|get your free quote|free estimate|free consultation|affordable prices|affordable price|great prices|best prices|low prices|exclusive offer|exclusive deal|exclusive deals|introductory offer|special price|hot deals|big savings|huge savings|save up to|save big|save $|wholesale prices|grand opening',
    ].join('|'),
    act: [
      '加我微信|加微信|加我v|加v信|加薇|加威|加客服|加群|扫码|扫描二维码|扫一扫下方|长按识别|点击链接|点击下方|点击购买|点击领取|立即购买|马上购买|立即下单|马上下单|立即抢购|马上抢购|赶紧抢购|赶快抢购|抢购热线|订购热线|咨询热线|咨询电话|联系电话|报名电话|招商热线|招商电话|加盟热线|销售热线|服务热线|订货电话|欢迎来电|来电咨询|电话咨询|详情咨询|咨询客服|私信我|私聊我|淘宝搜索|淘口令|复制这条|打开淘宝|进店|下单链接|购买链接|戳链接|戳我|详询|致电|速来抢|先到先得|预约电话|免费预约',
      "buy now|buy today|buy yours|order now|order today|order yours|order online|shop now|shop today|call now|call today|call us|call us today|call us now|click here to|click here|click the link|click below|click on the link|sign up today|sign up now|act now|act fast|get yours|get yours today|get yours now|grab yours|book now|book today|book your|visit our website|visit our store|visit our shop|visit us at|check out our website|link in bio|swipe up|dm us|dm to order|message us|contact us|contact us today|text us|add to cart|subscribe now|don't miss out|hurry|apply now|enroll now|enroll today|register now|reserve your|schedule your|request a quote|get a quote|get your free|get your free trial|get your free quote",
    ].join('|'),
  },
  harmless:
    '优惠券系统|优惠券功能|优惠券表|报名参军|contact us page|click here to edit|discount rate|discount factor',
  rules: [
    { ...block, label: 'ad', needs: ['promotion', 'act', 'contact'], gap: 120 },
    { ...block, label: 'ad', needs: ['promotion', 'act', 'link'], gap: 160 },
    { ...block, label: 'ad', needs: ['promotion', 'contact'], gap: 40 },
    { ...block, label: 'ad', needs: ['act', 'contact'], gap: 12, isOrdered: true },
    { ...review, label: 'ad', needs: ['promotion', 'act'], gap: 60 },
    { ...review, label: 'ad', needs: ['promotion', 'link'], gap: 30 },
    { ...review, label: 'ad', needs: ['promotion'], distinct: 3, gap: 60 },
  ],
};
