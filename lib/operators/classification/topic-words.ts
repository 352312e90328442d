/** What a text can be about. `News` is a manner and no subject: only what has no other subject is that. */
export const TOPICS = [
  'News',
  'Politics',
  'Economy',
  'Education',
  'Health',
  'Science',
  'Technology',
  'Law',
  'Military',
  'Sports',
  'Entertainment',
  'Culture',
  'History',
  'Travel',
  'Food',
  'Automobile',
  'Real Estate',
  'Agriculture',
  'Games',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Words that speak for a topic, parted by `|`: lower case. Behind `#` those that speak for it half as much. Words: ours. */
export type TopicWords = Readonly<Record<Topic, string>>;

export const chineseTopics: TopicWords = {
  News: '本报讯|本报记者|记者从|据新华社|新华社|新华网|据报道|据悉|消息称|日电|讯（|通讯员|中新网|央视新闻|发布会上|目击者#报道|记者|消息|发生|表示|透露|当地时间|昨日|日前|近日',
  Politics:
    '总统|总理|首相|国务院|外交部|外交|人大代表|政协|全国人大|党委|书记|中央政府|议会|国会|选举|大选|选民|政党|参议院|众议院|联合国|峰会|双边关系|制裁|部长|主席|民主党|共和党|内阁|执政|党员|政府工作报告#政府|政策|国家|领导人|会谈|改革|访问|治理|干部|会议',
  Economy:
    '经济|金融|债券|股市|股票|证券|银行|央行|通胀|通货膨胀|利率|汇率|人民币|gdp|财政|货币政策|贸易|进出口|出口|基金|投资者|上市公司|净利润|营收|融资|贷款|存款|期货|关税|宏观|资本市场|财报|保险|税收|企业家#市场|投资|企业|价格|消费|增长|亿元|万亿元|同比|产业|公司|收入|供应链|成本',
  Education:
    '教育|学校|学生|教师|老师|高考|中考|考生|课堂|教学|课程|大学生|中小学|小学|幼儿园|班主任|家长会|作业|学期|招生|录取|学历|研究生|校园|教材|素质教育|义务教育|职业教育|留学|奖学金|教育部|校长#学习|考试|成绩|培养|大学|知识|辅导|专业|毕业',
  Health:
    '健康|医院|医生|患者|疾病|症状|治疗|药物|疫苗|手术|病毒|感染|癌症|肿瘤|糖尿病|高血压|心脏病|血压|血糖|免疫|临床|护理|门诊|诊断|体检|中医|中药|养生|失眠|感冒|发烧|咳嗽|炎症|营养素|维生素|心理健康|抑郁|孕妇|过敏|康复|骨折|胆固醇#睡眠|运动|营养|饮食|身体|预防|检查|细胞|皮肤',
  Science:
    '科学家|物理|化学|量子|宇宙|天文|望远镜|黑洞|恒星|行星|太阳系|银河系|引力|粒子|分子|原子|基因|dna|蛋白质|进化|生物学|细胞膜|光合作用|化石|地质|板块|实验室|电磁|相对论|数学家|定理|方程|微积分|几何|元素周期表|气候变化|生态系统|物种|论文发表|诺贝尔|叶绿体|二氧化碳|葡萄糖|细胞|氧化|化合物|催化剂#研究|实验|科学|理论|观测|能量|温度|发现|地球|速度|反应',
  Technology:
    '人工智能|算法|计算机|软件|互联网|芯片|半导体|大数据|云计算|机器学习|深度学习|神经网络|编程|程序员|代码|操作系统|数据库|服务器|手机|智能手机|5g|区块链|机器人|物联网|处理器|开源|网络安全|黑客|应用程序|显卡|电脑|平板|浏览器|python|java|虚拟现实|无人机#技术|数据|系统|用户|平台|模型|智能|网络|数字化|设备|信息',
  Law: '法律|法院|法官|律师|诉讼|原告|被告|判决|刑法|民法|民法典|宪法|合同法|劳动法|仲裁|起诉|检察院|检察官|犯罪|有期徒刑|侵权|赔偿责任|法条|司法|辩护|上诉|当事人|违约|知识产权|专利权|著作权|法定|继承权|刑事|民事|拘留|量刑|立法#条例|规定|责任|权利|义务|合同|违法|处罚|案件',
  Military:
    '军事|军队|部队|士兵|军人|导弹|战斗机|航母|航空母舰|潜艇|坦克|火炮|陆军|海军|空军|国防|国防部|演习|军演|武器|战舰|驱逐舰|步兵|司令|解放军|雷达|弹药|军备|战区|特种兵|核武器|歼#作战|战争|战场|敌军|防御|攻击|装备|巡逻|指挥',
  Sports:
    '比赛|球队|足球|篮球|球员|教练|世界杯|奥运会|奥运|冠军|联赛|进球|决赛|半决赛|女排|男篮|nba|中超|英超|网球|乒乓球|羽毛球|游泳|田径|马拉松|金牌|银牌|运动员|主场|客场|球迷|得分|门将|裁判|赛季|短跑|排球|体操|举重|跳水|锦标赛|亚运会#体育|训练|选手|夺冠|胜利|对手|主帅|成绩|赛事',
  Entertainment:
    '电影|电视剧|导演|演员|明星|票房|综艺|歌手|演唱会|偶像|粉丝|主演|上映|剧组|娱乐圈|艺人|专辑|片酬|热播|颁奖典礼|奥斯卡|金像奖|金鸡奖|网红|直播间|喜剧|动漫|动画片|男主角|女主角|影帝|影后|选秀|歌曲|流行音乐|配音#角色|观众|剧情|节目|音乐|舞台|影片|拍摄|播出',
  Culture:
    '文化|艺术|文学|诗歌|诗人|小说家|书法|国画|绘画|油画|雕塑|戏曲|京剧|昆曲|非物质文化遗产|非遗|民俗|传统节日|春节|端午|中秋|博物馆|展览|美术馆|画展|古籍|散文|作家|哲学|儒家|道家|佛教|宗教|茶道|剪纸|刺绣|陶瓷|民间传说|神话|唐诗|宋词|交响乐|芭蕾|图书馆#传统|作品|创作|传承|民族|美学|思想|礼仪|读者',
  History:
    '历史|朝代|唐朝|宋朝|明朝|清朝|汉朝|秦始皇|皇帝|王朝|公元前|公元|史记|考古|出土|遗址|古代|帝国|革命|抗日战争|辛亥革命|鸦片战争|第二次世界大战|第一次世界大战|文艺复兴|工业革命|封建|诸侯|宰相|起义|三国|史料|史学|墓葬|文物|年间|罗马帝国|丝绸之路|太后|变法#世纪|战争|统治|当时|时期|建立|灭亡',
  Travel:
    '旅游|旅行|景区|景点|游客|酒店|机票|航班|签证|自驾游|攻略|导游|民宿|度假|海滩|古镇|旅行社|门票|行程|背包客|观光|风景区|名胜|出境游|邮轮|国家公园|游览|旅途|入住|打卡#风景|当地|山水|出发|路线|火车|游玩|海岛',
  Food: '美食|菜谱|食材|烹饪|厨房|火锅|面条|米饭|饺子|蛋糕|面粉|酱油|盐|少许|适量|翻炒|油锅|煮熟|炖|蒸|烤箱|调料|餐厅|菜肴|口感|甜点|小吃|早餐|晚餐|食谱|鸡蛋|猪肉|牛肉|鸡肉|豆腐|大蒜|生姜|葱花|料酒|腌制|厨师|味道|咖啡|奶茶|面团|搅拌均匀#水果|蔬菜|切片|加入|好吃|食物|分钟|牛奶|酱',
  Automobile:
    '汽车|轿车|suv|新能源汽车|电动车|电动汽车|发动机|变速箱|续航|油耗|轮胎|底盘|车型|驾驶|自动驾驶|充电桩|比亚迪|特斯拉|丰田|大众汽车|宝马|奔驰|奥迪|马力|扭矩|刹车|方向盘|车主|试驾|排量|混合动力|车企|二手车|车身|悬架|安全气囊|后备箱#动力|上市|配置|里程|驾驶员|内饰|外观|行驶',
  'Real Estate':
    '房地产|楼市|房价|购房|购房者|商品房|二手房|住宅|开发商|楼盘|房贷|首付|限购|公积金|物业|户型|租房|房租|房东|租客|土地出让|写字楼|容积率|毛坯|精装修|地产|房源|房企|保障房|公租房|棚改|学区房|中介费|建筑面积|不动产#小区|面积|平方米|成交|贷款|装修|产权',
  Agriculture:
    '农业|农民|农村|粮食|水稻|小麦|玉米|大豆|种植|播种|收割|化肥|农药|养殖|生猪|畜牧|耕地|灌溉|丰收|产量|农产品|果园|大棚|病虫害|乡村振兴|种子|土壤|合作社|农机|渔业|家禽|棉花|农户|亩产|饲料|春耕|秋收|育苗|茶园|农田|养殖户|养殖场|猪舍|鸡舍|非洲猪瘟|畜禽|禽流感#村民|田间|蔬菜|施肥|收获|亩',
  Games:
    '游戏|玩家|手游|网游|电竞|电子竞技|英雄联盟|王者荣耀|主机游戏|任天堂|steam|副本|装备强化|关卡|角色扮演|开放世界|氪金|段位|攻略组|服务器开服|游戏机|ps5|xbox|switch|暴雪|皮肤|打怪|升级打怪|公会|boss战|战队|steam平台|赛季通行证|卡牌|桌游#角色|技能|任务|模式|剧情|地图|操作',
};

export const englishTopics: TopicWords = {
  News: 'reuters|associated press|(ap)|breaking news|spokesperson said|spokesman said|told reporters|news agency|according to police|eyewitnesses|press conference|press release|local media|newspaper reported|police said|witnesses reported|witnesses said|were injured|was injured|officials said|authorities said#reported|reporter|reporters|news|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|officials said|statement|announced|yesterday',
  Politics:
    'president|prime minister|parliament|senate|senator|congress|election|elections|voters|vote|votes|ballot|democrat|democrats|republican|republicans|government|minister|foreign minister|diplomatic|diplomacy|sanctions|cabinet|chancellor|legislation|lawmakers|political party|politics|political|united nations|white house|campaign trail|referendum|treaty|ambassador|governor|mayor|policy makers#policy|policies|state|leader|leaders|summit|administration|reform|national|coalition',
  Economy:
    'economy|economic|economics|inflation|interest rate|interest rates|central bank|federal reserve|gdp|stock|stocks|stock market|shares|shareholders|bond|bonds|investor|investors|investment|banking|bank|banks|finance|financial|fiscal|monetary|tariff|tariffs|trade deficit|exports|imports|revenue|profit|profits|earnings|unemployment|recession|currency|exchange rate|tax|taxes|quarterly|hedge fund|mortgage rates|supply and demand|entrepreneur#market|markets|company|companies|business|price|prices|billion|million|consumers|growth|demand|percent|sales|cost|costs',
  Education:
    'school|schools|student|students|teacher|teachers|classroom|curriculum|education|educational|university|universities|college|professor|homework|exam|exams|tuition|kindergarten|pupils|scholarship|scholarships|degree|graduate|graduation|campus|lesson|lessons|teaching|textbook|textbooks|literacy|principal|semester|academic|learners|enrollment|lecture#learn|learning|course|courses|skills|class|classes|knowledge|study|grade|grades|parents',
  Health:
    'health|hospital|hospitals|doctor|doctors|patient|patients|disease|diseases|symptom|symptoms|treatment|treatments|medicine|medication|medications|vaccine|vaccines|surgery|virus|infection|infections|cancer|diabetes|blood pressure|heart disease|clinical|nurse|nurses|therapy|diagnosis|diagnosed|immune|mental health|depression|anxiety|nutrition|vitamin|vitamins|obesity|cholesterol|allergy|allergies|asthma|chronic|physician|physicians|insulin|dental|antibiotics|pain relief#diet|exercise|sleep|body|blood|skin|weight|risk|prevent|stress|pain',
  Science:
    'scientist|scientists|physics|physicist|chemistry|chemist|quantum|universe|astronomy|astronomers|telescope|galaxy|galaxies|black hole|planet|planets|solar system|gravity|particle|particles|molecule|molecules|atom|atoms|electron|electrons|gene|genes|genome|dna|protein|proteins|evolution|biology|photosynthesis|fossil|fossils|geology|laboratory|hypothesis|theorem|equation|equations|mathematics|mathematician|species|ecosystem|climate change|nobel prize|relativity|thermodynamics|chemical reaction#research|researchers|experiment|experiments|theory|energy|temperature|earth|science|scientific|cells|observed|light|mass',
  Technology:
    'software|computer|computers|algorithm|algorithms|artificial intelligence|machine learning|deep learning|neural network|neural networks|internet|smartphone|smartphones|app|apps|programming|programmer|programmers|developer|developers|code|database|server|servers|cloud computing|cybersecurity|hacker|hackers|chip|chips|semiconductor|semiconductors|processor|operating system|open source|python|javascript|blockchain|robot|robots|robotics|5g|web browser|api|data center|gpu|encryption|virtual reality|startup|iphone|android|ios|battery life#data|technology|digital|device|devices|online|users|user|network|system|model|website|platform|tech',
  Law: 'court|courts|judge|judges|lawyer|lawyers|attorney|attorneys|plaintiff|defendant|lawsuit|lawsuits|legal|law|laws|statute|statutes|constitution|constitutional|supreme court|jury|verdict|appeal|appeals|prosecutor|prosecutors|sentenced|litigation|copyright|patent|trademark|contract law|tort|liability|felony|misdemeanor|jurisdiction|plea|testimony|defence counsel|criminal law|civil rights|arbitration|breach of contract#rights|contract|crime|criminal|case|ruling|guilty|regulation|evidence|claim',
  Military:
    'military|army|navy|air force|soldier|soldiers|troops|missile|missiles|fighter jet|fighter jets|aircraft carrier|submarine|submarines|tank|tanks|artillery|infantry|warship|warships|destroyer|pentagon|defense ministry|ministry of defence|nato|combat|battalion|brigade|marines|airstrike|airstrikes|general staff|weapons|nuclear weapons|drone strike|drone strikes|radar|ammunition|naval#war|battle|attack|enemy|forces|defense|command|deployed|commander|weapon',
  Sports:
    'football|soccer|basketball|baseball|tennis|hockey|cricket|rugby|golf|olympic|olympics|world cup|championship|championships|league|nba|nfl|fifa|coach|coaches|player|players|goalkeeper|striker|quarterback|touchdown|touchdowns|goal|goals|scored|medal|medals|athlete|athletes|marathon|sprinter|tournament|match|playoffs|stadium|referee|semifinal|semifinals|midfielder|innings|grand slam|swimming|swimmer|gymnastics|home run|season opener#team|teams|season|game|games|win|won|victory|final|score|defeated|fans|training|sport|sports',
  Entertainment:
    'movie|movies|film|films|actor|actors|actress|director|hollywood|box office|celebrity|celebrities|singer|singers|album|albums|concert|concerts|tv show|tv series|netflix|oscar|oscars|grammy|grammys|emmy|sitcom|comedy|comedian|pop star|band|song|songs|premiere|trailer|blockbuster|soundtrack|fans screamed|reality show|animated film|anime|streaming series|cast#music|star|stars|show|series|audience|role|episode|stage|script|scene',
  Culture:
    'culture|cultural|art|arts|artist|artists|literature|poem|poems|poet|poetry|painting|paintings|painter|sculpture|sculptures|museum|museums|exhibition|gallery|novelist|essay|opera|ballet|symphony|orchestra|folklore|mythology|myth|myths|tradition|traditions|traditional|festival|calligraphy|philosophy|philosopher|religion|religious|buddhism|christianity|islam|temple|ritual|rituals|heritage|theatre|playwright|architecture#writer|works|creative|style|beauty|custom|customs|ceremony|author|literary',
  History:
    'history|historical|historian|historians|ancient|medieval|empire|emperor|dynasty|dynasties|roman empire|civil war|world war i|world war ii|second world war|first world war|revolution|industrial revolution|renaissance|colonial|colony|colonies|archaeologist|archaeologists|archaeology|excavation|pharaoh|kingdom|feudal|monarchy|king|queen|conquest|crusades|treaty of versailles|bc|bce|ad|cold war|slavery|viking|vikings|ottoman|napoleon#century|centuries|era|reign|war|ruled|ruler|founded|period|independence',
  Travel:
    'travel|traveler|travelers|traveller|travellers|tourist|tourists|tourism|trip|trips|hotel|hotels|resort|resorts|beach|beaches|flight|flights|airline|airlines|airport|itinerary|vacation|vacations|sightseeing|backpacking|visa|passport|hostel|cruise|tour guide|guided tour|national park|destination|destinations|road trip|hiking trail|landmarks|luggage|airbnb|scenic|island hopping#visit|visitors|explore|island|mountains|city|tour|local|adventure|train|guide',
  Food: 'recipe|recipes|cook|cooking|cooked|ingredients|ingredient|oven|bake|baked|baking|flour|butter|sugar|garlic|onion|onions|tablespoon|tablespoons|teaspoon|teaspoons|chef|chefs|restaurant|restaurants|cuisine|dish|dishes|sauce|soup|salad|pasta|bread|cheese|chicken|beef|pork|simmer|stir|saucepan|skillet|delicious|flavor|flavors|dessert|cake|chocolate|coffee|breakfast|dinner|marinade|dough|roast|grilled#food|foods|meal|meals|fresh|salt|pepper|taste|serve|vegetables|eggs|milk|minutes|oil',
  Automobile:
    'car|cars|vehicle|vehicles|automobile|automaker|automakers|sedan|suv|pickup truck|engine|horsepower|torque|transmission|electric vehicle|electric vehicles|ev|evs|hybrid|tesla|toyota|ford|bmw|mercedes|honda|volkswagen|tires|tire|brakes|brake|dashboard|steering|mileage|fuel economy|mpg|charging station|self-driving|test drive|dealership|dealerships|airbag|airbags|chassis|suspension|gasoline|motorcycle#drive|driving|driver|drivers|road|fuel|battery|model|speed|range|wheel',
  'Real Estate':
    'real estate|housing|housing market|home prices|house prices|homebuyer|homebuyers|home buyers|mortgage|mortgages|realtor|realtors|landlord|landlords|tenant|tenants|rent|rental|rentals|apartment|apartments|condo|condos|property|properties|down payment|square feet|square foot|foreclosure|listing price|homeowner|homeowners|zoning|lease|developer broke ground|bedrooms|office space|eviction|home sales|open house|closing costs#home|homes|house|houses|building|buyer|buyers|seller|residential|neighborhood|loan',
  Agriculture:
    'agriculture|agricultural|farm|farms|farmer|farmers|farming|crop|crops|harvest|wheat|corn|soybean|soybeans|rice paddies|livestock|cattle|dairy|fertilizer|fertilizers|pesticide|pesticides|irrigation|soil|seed|seeds|planting|tractor|tractors|orchard|orchards|poultry|grain|barley|yield|yields|ranch|rancher|greenhouse|agronomist|herbicide|pasture|sowing|organic farming|drought#field|fields|plants|rural|acres|grow|grown|growers|rainfall|land|animals',
  Games:
    'video game|video games|gamer|gamers|gaming|gameplay|nintendo|playstation|xbox|steam|esports|multiplayer|single-player|open world|role-playing game|rpg|mmorpg|first-person shooter|minecraft|fortnite|zelda|pokémon|pokemon|dlc|console|consoles|boss fight|loot|quest|quests|game developers|game studio|indie game|board game|board games|dungeon|power-ups|leaderboard|speedrun|battle royale|joystick#game|games|player|players|level|levels|character|characters|mission|play|characters|weapon',
};
