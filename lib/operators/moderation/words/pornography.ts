import type { RiskLexicon } from '../lexicon.ts';
import { CONTEXTS, contexts } from './contexts.ts';

const told = CONTEXTS;
const block = { suggestion: 'block', riskLevel: 2, unless: told } as const;

/** Pornography, its advertising, and the sale of sexual services. Words: ours. */
export const pornography: RiskLexicon = {
  words: {
    ...contexts,
    ware: [
      '成人电影|成人小电影|成人影片|成人视频|成人影院|成人小说|成人网站|成人直播|成人导航|黄色网站|黄色电影|黄色小说|黄色视频|黄片|毛片|a片|色情网站|色情视频|色情电影|色情小说|色情直播|情色电影|情色小说|情色|激情视频|激情床戏|激情小电影|三级片|av女优|av片|日本av|无码av|无码片|有码无码|国产av|国产自拍偷拍|偷拍自拍|偷拍厕所|裸体视频|裸体直播|裸聊|裸舞|福利姬|黄播|午夜福利|福利视频|小黄片|肉文|h漫|18禁|里番|艳照|床照',
      'porn|porno|porn videos|porn video|porn movies|porn site|porn sites|xxx videos|xxx video|xxx movies|xxx navigation|xxx site|xxx cam|xxx|adult videos|adult movies|adult cams|cam girls|cam girl|webcam girls|live sex|live cams|sex cam|sex cams|sex videos|sex video|sex tape|sex tapes|nude videos|nude pics|nude photos|naked pics|naked girls|nude girls|naked women|nude cam|nude cams|live nude|nude live|nude webcam|nude chat|hentai|erotica|hardcore sex|hardcore action|hardcore videos|hot babes|onlyfans leaks|leaked nudes|upskirt',
    ].join('|'),
    hardWare: [
      '乱伦视频|强奸视频|幼女视频|萝莉视频|sm视频|性虐视频|重口味视频|兽交|人兽',
      'xxx navigation|hardcore action|rape porn|incest porn|bondage porn|bestiality|gangbang videos|barely legal teens|teen porn|hardcore sex',
    ].join('|'),
    minors: '幼女|萝莉|未成年少女|小学生|初中生|underage|preteen|jailbait|child porn|loli',
    invite: [
      '在线观看|在线播放|免费观看|免费看|免费播放|免费下载|无删减|完整版|高清|请点击|点击链接|点击这里|点击进入|点击观看|点击下载|立即观看|马上观看|资源|种子|网盘|下载|更新|入口|导航|进群|加群|加微|打赏|会员|一对一|看美女|等你来|精彩|福利|享不停|夜夜|私聊|上线',
      'watch free|watch now|watch online|watch hot|watch live|free|free access|download|stream|streaming|live now|click here|click to watch|enjoy|join now|join free|sign up|members|hd|tonight|chat with|waiting for you|wait no more|see more|hot|uncensored|18+|watch|online|gallery|dm me|subscribe',
    ].join('|'),
    service: [
      '约炮|援交|裸聊|包夜|包小姐|找小姐|小姐上门|小妹上门|学生妹|外围女|外围模特|外围|楼凤|兼职妹|全套服务|特殊服务|莞式服务|一条龙服务|大保健|丝袜按摩|情趣按摩|冰火两重天|口爆|品茶|喝茶嫩茶|新茶|性伴侣|一夜情|包养|寻包养|快餐多少|快餐300',
      'escort|escorts|call girl|call girls|escort service|escort services|erotic massage|sensual massage|happy ending massage|happy ending|incall|outcall|full service|girlfriend experience|hookup tonight|hook up tonight|sugar baby|no strings attached sex|casual sex|sex dating|horny singles|hot singles',
    ].join('|'),
    serving: [
      '上门|上门服务|价格|服务|全套|联系|加微|私聊|同城|安排|可约|预约|兼职|包夜|随叫随到|真实照片|看照片|选妃|到付|微信|电话|qq|安全私密|私密|附近',
      'available|24/7|in your area|near you|nearby|tonight|call|rates|discreet|hourly|book|whatsapp|waiting for you|click here|meet|contact|your hotel|per hour|looking for fun',
    ].join('|'),
    act: [
      '做爱|性交|口交|肛交|乳交|自慰|手淫|射精|潮吹|内射|颜射|抽插|插入她|插进她|干她|操她|上了她|舔弄|吸吮|揉捏|揉搓着她|娇喘|呻吟|浪叫|淫叫|淫荡|淫水|淫穴|骚穴|小穴|蜜穴|肉棒|阳具|龟头|阴茎|阴道|阴唇|阴蒂|乳头|乳房|酥胸|巨乳|双乳|丰乳|翘臀|下体|私处|高潮|欲火|欲仙欲死|赤裸|一丝不挂|全裸|裸体|脱光|骑在他身上|骑在她身上|脱掉她|解开她的|胸罩|内裤|情欲|春药|床上缠绵|翻云覆雨|湿透了|胯下',
      'blowjob|blow job|handjob|cum|cumming|cumshot|creampie|orgasm|orgasms|orgasmed|erection|erect|penis|cock|dick|pussy|vagina|clit|clitoris|nipples|nipple|breasts|boobs|tits|ass|buttocks|naked|nude|undressed|undressing|stripped|thrust|thrusting|thrusts|moan|moaned|moaning|moans|groaned|penetrated|penetrate|licked|licking|sucked|sucking|masturbate|masturbating|masturbated|horny|aroused|panties|bra|straddled|throbbing|wet|deep inside her|inner thighs|thighs|caressed|lust',
    ].join('|'),
    explicit: [
      '口爆|颜射|内射|淫穴|骚穴|小穴|蜜穴|肉棒|淫水|浪叫|操她|骚逼|操逼|艹逼|抽插|大鸡巴|鸡巴插|吹箫口交|骚货母狗',
      'blowjob|blowjobs|cumshot|cumshots|creampie|gangbang|deepthroat|cock in her|dick in her|wet pussy|cum inside|fucked her|fuck her pussy|fuck me harder|suck my cock|suck my dick|anal sex video|big tits|milf|milfs|slutty',
    ].join('|'),
  },
  common: ['invite', 'serving'],
  harmless:
    '母乳|乳房自检|乳房健康|乳房检查|乳房切除|乳腺|裸体艺术|裸体雕塑|裸体模特素描|高潮部分|高潮迭起|剧情高潮|掀起高潮|新高潮|推向高潮|高潮来临|情节高潮|外围设备|外围电路|外围股市|品茶论道|品茶会|新茶上市|xxx公司|xxx先生|xxx女士|xxx同学|xxx学校|dick cheney|moby dick|dick tracy|philip k. dick|philip k dick|dick van dyke|andy dick|moby-dick|pussy willow|pussy willows|pussycat|pussy riot|chicken breasts|duck breasts|chicken breast|the wet season|smart ass|wet suit|stripped down|stripped of|naked eye|naked mole|naked truth|cock-a-doodle|magna cum laude|summa cum laude|cum laude|blue tits|great tits|coal tits|escort vehicle|military escort|police escort|ford escort|funeral escort|call girl scouts|wolf moans',
  rules: [
    { ...block, label: 'porn_violence', needs: ['hardWare'], riskLevel: 2 },
    { ...block, label: 'minors', needs: ['minors', 'ware'], gap: 12, riskLevel: 3 },
    { ...block, label: 'porn', needs: ['ware', 'invite'], gap: 14 },
    { ...block, label: 'porn', needs: ['ware', 'link'], gap: 40 },
    { ...block, label: 'sexual_service', needs: ['service', 'serving'], gap: 14 },
    { ...block, label: 'sexual_service', needs: ['service', 'contact'], gap: 40 },
    { ...block, label: 'sexual_service', needs: ['service'], distinct: 3, gap: 30 },
    { ...block, label: 'porn', needs: ['explicit'], distinct: 2, gap: 200 },
    { ...block, label: 'porn', needs: ['explicit', 'act'], gap: 60 },
    { ...block, label: 'porn', needs: ['act'], distinct: 4, gap: 60 },
    { ...block, label: 'porn', needs: ['act'], distinct: 3, gap: 50, suggestion: 'review', riskLevel: 1 },
    { ...block, label: 'porn', needs: ['explicit'], suggestion: 'review', riskLevel: 1 },
  ],
};
