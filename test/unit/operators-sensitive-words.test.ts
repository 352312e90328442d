import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sensitiveWordFiltering } from '../../lib/operators/sensitive-word-filtering.ts';
import {
  exceptedWords,
  presetWords,
  SENSITIVE_CATEGORIES,
} from '../../lib/operators/sensitive-words/preset-list.ts';
import { textEdit } from './operators-edit.ts';

const filter = textEdit('sensitive-word-filtering');

describe('sensitive-word-filtering', () => {
  it.each([
    ['prostitute test', 'test', 'pornography'],
    ['The PROSTITUTE left.', 'The left.', 'pornography'],
    ['ｐｏｒｎ videos', 'videos', 'pornography'],
    ['这个网站提供賣淫信息', '这个网站提供信息', 'pornography'],
    ['出售冰毒，量大', '出售，量大', 'drugs'],
    ['教你制作炸弹的教程', '教你的教程', 'violence'],
    ['你这个傻逼！', '你这个！', 'abuse'],
    ['what the fuck is this', 'what the is this', 'abuse'],
    ['最大的博彩平台，注册送钱', '最大的，注册送钱', 'gambling'],
    ['专业代开发票', '专业', 'illegal_trade'],
    ['they shouted sieg heil twice', 'they shouted twice', 'extremism'],
  ])('turns %j into %j because of %s', (text, expected, reason) => {
    expect(filter(text)).toEqual({ text: expected, reasons: [reason] });
  });

  it.each([
    'Scunthorpe, Essex, Sussex and Middlesex are classic places; an assassin assesses a cockpit.',
    'Dick and Fanny watched blue tits? No: a cockatoo, a pussycat and a shuttlecock.',
    'The breast cancer screening covers sexual health, HIV and drug abuse.',
    '鸦片战争和大麻纤维，乳房检查，性别与性格，操作系统，体操比赛，自我操控',
    '妈妈的手，老母鸡汤，朝阳具有活力，出口交易与路口交通，历史性交流，一次性交易',
    '角色情感、表情色彩、男性爱好、女性服务、做爱心早餐，叫做爱，国内射击，出口爆发',
    '靠背椅，肥西县，野鸡瓜子，白痴（小说），成人教育，激情澎湃，祖宗，精子库',
    '控制毒品，抑制毒素，呼吸毒气；海口交警、户口交给、救援交通；聊以自慰，光艳照人',
    '我妈逼我相亲，我操碎了心；牛黄片、羽毛片、牛肉棒；大脑残留，部分尸体，昏迷药物，主K粉丝',
    'kill the process, execute the script, master and slave drives, a bomb calorimeter',
    '肯德基巴士，手机巴士，吃鸡吧，买卖比例，卧槽马是象棋术语吗',
  ])('leaves ordinary text alone: %s', (text) => {
    const expected = text.replace('卧槽', '').replace('blue tits', 'blue');
    expect(filter(text).text).toBe(expected);
  });

  it('looks again at what a removal has brought together', () => {
    expect(filter('操操你妈你妈').text).toBe('');
  });

  it('finds words with symbols put into them only when asked to', () => {
    expect(filter('冰*毒').text).toBe('冰*毒');
    const loose = textEdit('sensitive-word-filtering', { ignore_inserted: true });
    expect(loose('买冰*毒 和 p.o.r.n，f u c k').text).toBe('买 和，');
    expect(loose('The pen. Is it? as-is, s-h-e').text).toBe('The pen. Is it? as-is, s-h-e');
  });

  it('keeps to the categories asked for', () => {
    const drugs = textEdit('sensitive-word-filtering', { categories: ['drugs'] });
    expect(drugs('porn 冰毒')).toEqual({ text: 'porn', reasons: ['drugs'] });
  });

  it('refuses to run without any word', () => {
    const params = sensitiveWordFiltering.params.parse({ categories: [] });
    expect(() => sensitiveWordFiltering.create(params, new Map())).toThrowError(
      expect.objectContaining({ code: 'ModelArts.72020002' }),
    );
  });

  it('holds no preset word twice, none of one character, and hides none by an exception', () => {
    const words = presetWords(SENSITIVE_CATEGORIES).map(({ word }) => word.toLowerCase());
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(words.filter((word) => word.length < 2)).toEqual([]);
    expect(exceptedWords().filter((word) => words.includes(word))).toEqual([]);
  });

  it('never throws, leaves clean text the same, and changes nothing the second time', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('porn', '冰毒', ' ', '操你妈', '操', '你妈', '\n', '。', 'sex'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const once = filter(pieces.join('')).text;
        expect(filter(once).text).toBe(once);
      }),
    );
  });
});
