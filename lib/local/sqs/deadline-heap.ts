/** Something with a deadline; the heap notes where it keeps it, and -1 when it does not. */
export interface Timed {
  deadline: number;
  heapIndex: number;
}

/** Items by deadline: the earliest at once, adding and removing any of them in logarithmic time. */
export class DeadlineHeap<Item extends Timed> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item with the earliest deadline. */
  peek(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    this.#put(this.#items.length, item);
    this.#rise(item);
  }

  /** Removes an item; one that is not here is no error. */
  remove(item: Item): void {
    const { heapIndex } = item;
    if (this.#items[heapIndex] !== item) return;
    const last = this.#items.pop();
    item.heapIndex = -1;
    if (last === undefined || last === item) return;
    this.#put(heapIndex, last);
    this.#rise(last);
    this.#sink(last);
  }

  #put(index: number, item: Item): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }

  #rise(item: Item): void {
    while (item.heapIndex > 0) {
      const index = item.heapIndex;
      const parentIndex = (index - 1) >> 1;
      const parent = this.#items[parentIndex];
      if (parent === undefined || parent.deadline <= item.deadline) return;
      this.#put(index, parent);
      this.#put(parentIndex, item);
    }
  }

  #sink(item: Item): void {
    for (;;) {
      const index = item.heapIndex;
      const child = this.#earlierOf(2 * index + 1, 2 * index + 2);
      if (child === undefined || child.deadline >= item.deadline) return;
      this.#put(child.heapIndex, item);
      this.#put(index, child);
    }
  }

  #earlierOf(leftIndex: number, rightIndex: number): Item | undefined {
    const left = this.#items[leftIndex];
    const right = this.#items[rightIndex];
    if (left === undefined || right === undefined) return left;
    return right.deadline < left.deadline ? right : left;
  }
}
