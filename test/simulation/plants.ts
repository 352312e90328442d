import type { CoordinatorPorts } from '../../lib/engine/coordinate.ts';
import { emptyBits } from '../../lib/engine/done-bits.ts';
import type { DocumentStore, Write } from '../../lib/ports/document-store.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';

/** A fault of the protocol itself, made by standing between the engine and its ports. */
export interface Plant {
  /** Around one call of the coordinator; `finish` runs before its events are acknowledged. */
  readonly coordinator?: (ports: CoordinatorPorts) => {
    readonly ports: CoordinatorPorts;
    readonly finish?: () => Promise<void>;
  };
  readonly workerObjects?: (objects: ObjectStore) => ObjectStore;
  readonly acknowledgesFirst?: true;
  readonly isNeverSwept?: true;
}

const withDocuments = (ports: CoordinatorPorts, changed: Partial<DocumentStore>): CoordinatorPorts => ({
  ...ports,
  documents: { ...ports.documents, ...changed },
});

const sendBeforeCommit: Plant['coordinator'] = (ports) => {
  let pending: (() => Promise<void>) | undefined;
  const finish = async (): Promise<void> => {
    const commit = pending;
    pending = undefined;
    await commit?.();
  };
  const late = withDocuments(ports, {
    commit: async (writes, traces) => {
      pending = () => ports.documents.commit(writes, traces);
    },
  });
  const send: CoordinatorPorts['work']['send'] = async (messages, delaySeconds) => {
    await ports.work.send(messages, delaySeconds);
    await finish();
  };
  return { ports: { ...late, work: { send } }, finish };
};

const noRevisionCheck: Plant['coordinator'] = (ports) => ({
  ports: withDocuments(ports, {
    commit: async (writes, traces) => {
      const blind = writes.map(async (write) => {
        const { id, workspace } = write.document;
        const found = await ports.documents.find(write.kind, workspace, id);
        return { ...write, expectedRevision: found?.revision ?? 0 };
      });
      await ports.documents.commit(await Promise.all(blind), traces);
    },
  }),
});

const noResend: Plant['coordinator'] = (ports) => {
  let hasCommitted = false;
  const noting = withDocuments(ports, {
    commit: async (writes, traces) => {
      await ports.documents.commit(writes, traces);
      hasCommitted = true;
    },
  });
  const send: CoordinatorPorts['work']['send'] = async (messages, delaySeconds) => {
    if (hasCommitted) await ports.work.send(messages, delaySeconds);
  };
  return { ports: { ...noting, work: { send } } };
};

const swallowedSendFailure: Plant['coordinator'] = (ports) => ({
  ports: {
    ...ports,
    work: { send: (messages, delaySeconds) => ports.work.send(messages, delaySeconds).catch(() => {}) },
  },
});

/** Whoever decides hears of no shard that it has waited. */
const waitsForgotten = (): NonNullable<Plant['coordinator']> => {
  const withoutWaits = withStages((write) => {
    const { postponedByShard: _forgotten, ...document } = write.document;
    return { ...write, document };
  });
  return (ports) => ({ ports: withoutWaits(ports) });
};

type StageWrite = Extract<Write, { readonly kind: 'stage' }>;

/** Changes the stages that a commit writes, knowing what is stored of them. */
const withStages =
  (change: (write: StageWrite, stored: StageWrite['document'] | undefined) => StageWrite) =>
  (ports: CoordinatorPorts): CoordinatorPorts =>
    withDocuments(ports, {
      commit: async (writes, traces) => {
        const changed = writes.map(async (write): Promise<Write> => {
          if (write.kind !== 'stage') return write;
          const { workspace, id } = write.document;
          const stored = await ports.documents.find('stage', workspace, id);
          return change(write, stored?.document);
        });
        await ports.documents.commit(await Promise.all(changed), traces);
      },
    });

/** Whoever decides hears that no shard is done, and counts those that come again. */
const doneBitsIgnored: Plant['coordinator'] = (ports) => {
  const marking = withStages((write, stored) => {
    const doneBits = unionOf(write.document.doneBits, stored?.doneBits ?? '');
    return { ...write, document: { ...write.document, doneBits } };
  })(ports);
  const find: DocumentStore['find'] = async (kind, workspace, id) => {
    const found = await ports.documents.find(kind, workspace, id);
    if (found === undefined || !('doneBits' in found.document)) return found;
    return { ...found, document: { ...found.document, doneBits: emptyBits(found.document.shardCount) } };
  };
  return { ports: withDocuments(marking, { find }) };
};

const unionOf = (one: string, other: string): string => {
  const [bits, more] = [Buffer.from(one, 'base64'), Buffer.from(other, 'base64')];
  return Buffer.from(bits.map((byte, index) => byte | (more[index] ?? 0))).toString('base64');
};

/** The shards that are out when a stage is planned are all that ever go out. */
const windowNeverRefilled: Plant['coordinator'] = (ports) => {
  const firstSent = new Map<string, number>();
  const frozen = withStages((write, stored) => {
    const sentCount = stored?.sentCount || write.document.sentCount;
    firstSent.set(`${write.document.runId}/${write.document.stage}`, sentCount);
    return { ...write, document: { ...write.document, sentCount, sends: [] } };
  })(ports);
  const send: CoordinatorPorts['work']['send'] = async (messages, delaySeconds) => {
    const first = messages.filter(({ runId, stage, shard }) => {
      const sentCount = firstSent.get(`${runId}/${stage}`) ?? Number.POSITIVE_INFINITY;
      return shard === 'plan' || shard < sentCount;
    });
    if (first.length > 0) await ports.work.send(first, delaySeconds);
  };
  return { ports: { ...frozen, work: { send } } };
};

/** A run that goes on after a failure counts its attempts from one again. */
const attemptsReused: Plant['coordinator'] = (ports) => {
  const counted = withStages((write) => {
    const { firstAttempt, attempt, attemptByShard } = write.document;
    const again = Object.entries(attemptByShard).map(([shard, it]) => [shard, it - firstAttempt + 1]);
    const document = {
      ...write.document,
      firstAttempt: 1,
      attempt: Math.max(1, attempt - firstAttempt + 1),
      attemptByShard: Object.fromEntries(again),
    };
    return { ...write, document };
  })(ports);
  const send: CoordinatorPorts['work']['send'] = async (messages, delaySeconds) => {
    const renumbered = messages.map(async (message) => {
      const run = await ports.documents.findRun(message.runId);
      const id = `${message.runId}#${message.stage}`;
      const stage = await ports.documents.find('stage', run?.document.workspace ?? '', id);
      const { attempt = 1, attemptByShard = {} } = stage?.document ?? {};
      return {
        ...message,
        attempt: message.shard === 'plan' ? attempt : (attemptByShard[message.shard] ?? 1),
      };
    });
    await ports.work.send(await Promise.all(renumbered), delaySeconds);
  };
  return { ports: { ...counted, work: { send } } };
};

/** Outputs are taken as they are found, whatever their workers wrote. */
const etagsIgnored = (): Plant['workerObjects'] => {
  const etagByKey = new Map<string, string>();
  return (objects) => ({
    ...objects,
    write: async (key, body) => {
      const stored = await objects.write(key, body);
      etagByKey.set(key, stored.etag);
      return stored;
    },
    find: async (key) => {
      const found = await objects.find(key);
      return found === undefined ? undefined : { ...found, etag: etagByKey.get(key) ?? found.etag };
    },
    async *list(prefix) {
      for await (const found of objects.list(prefix))
        yield { ...found, etag: etagByKey.get(found.key) ?? found.etag };
    },
    copy: (fromKey, toKey) => objects.copy(fromKey, toKey),
  });
};

/** Each is planted anew for each schedule. */
export const PLANTS = {
  'send before commit': () => ({ coordinator: sendBeforeCommit }),
  'no revision check': () => ({ coordinator: noRevisionCheck }),
  'done bits ignored': () => ({ coordinator: doneBitsIgnored }),
  'no resend': () => ({ coordinator: noResend }),
  'acknowledge before commit': () => ({ acknowledgesFirst: true }),
  'swallowed send failure': () => ({ coordinator: swallowedSendFailure }),
  'window never refilled': () => ({ coordinator: windowNeverRefilled }),
  'attempts reused after a retry': () => ({ coordinator: attemptsReused }),
  'etags of outputs ignored': () => {
    const workerObjects = etagsIgnored();
    return workerObjects === undefined ? {} : { workerObjects };
  },
  'waits forgotten': () => ({ coordinator: waitsForgotten() }),
  'never swept': () => ({ isNeverSwept: true }),
} as const satisfies Record<string, () => Plant>;

export type PlantName = keyof typeof PLANTS;
