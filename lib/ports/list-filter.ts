import type { DocumentByKind, ListedKind } from '../model/document.ts';

/** Which documents of a kind a list gives; what is not named does not matter. */
export interface ListFilter {
  readonly id?: string;
  /** Part of the name or the id, in whatever case. */
  readonly search?: string;
  readonly status?: string;
  /** Who made it. */
  readonly user?: string;
  /** Data set that it makes or reads. */
  readonly dataset?: string;
  /** The connection or task that a run is of. */
  readonly parent?: string;
  /** Deleted ones instead of the others. */
  readonly isDeleted?: boolean;
}

/** The facts that filters ask about. */
interface Facts {
  readonly name: string;
  readonly status: string;
  readonly datasets: readonly (string | undefined)[];
  readonly parent?: string;
  readonly deletedAt?: number | undefined;
}

type FactsByKind = { readonly [Kind in ListedKind]: (document: DocumentByKind[Kind]) => Facts };

const factsByKind: FactsByKind = {
  connection: ({ name, status, manifest, deletedAt }) => ({
    name,
    status,
    datasets: [manifest?.datasetName],
    deletedAt,
  }),
  dataset: ({ id, status }) => ({ name: id, status, datasets: [id] }),
  task: ({ name, status, source, output, deletedAt }) => ({
    name,
    status,
    datasets: [source.dataset, output?.dataset],
    deletedAt,
  }),
  run: ({ id, status, output, parent }) => ({
    name: id,
    status,
    datasets: [output.dataset],
    parent: parent.id,
  }),
  schedule: ({ name, status, target }) => ({ name, status, datasets: [], parent: target.id }),
};

/** Whether a list with this filter gives the document. */
export const matchesListFilter = <Kind extends ListedKind>(
  kind: Kind,
  document: DocumentByKind[Kind],
  { id, search, status, user, dataset, parent, isDeleted = false }: ListFilter,
): boolean => {
  const facts = factsByKind[kind](document);
  const text = search?.toLowerCase();
  return (
    (facts.deletedAt !== undefined) === isDeleted &&
    (id === undefined || document.id === id) &&
    (text === undefined || `${facts.name}\n${document.id}`.toLowerCase().includes(text)) &&
    (status === undefined || facts.status === status) &&
    (user === undefined || document.user === user) &&
    (dataset === undefined || facts.datasets.includes(dataset)) &&
    (parent === undefined || facts.parent === parent)
  );
};
