import type { Logger } from "pino";
import type { Hex } from "viem";
import type { Connection } from "../chain/connection.ts";
import { refusalIn } from "../chain/contract-error.ts";
import { idHex } from "../chain/format.ts";
import { MODELS_PER_STEP } from "../limits.ts";
import { countModels, type RegisteredModel, readModel, readModels } from "../models/registered-model.ts";
import type { ServedModel } from "./served-models.ts";

/** Which registered models the node has packages of. Ids are hashes of their content, so what is read once stays true. */
export class ModelIndex {
  readonly #connection: Connection;
  readonly #served: ReadonlyMap<Hex, ServedModel>;
  readonly #log: Logger;
  readonly #onMissing: (model: RegisteredModel) => void;
  readonly #known = new Map<bigint, RegisteredModel>();
  #counted = 0;

  /** @param onMissing Called for each model whose package isn't loaded; it may be later. */
  constructor(
    connection: Connection,
    served: ReadonlyMap<Hex, ServedModel>,
    log: Logger,
    onMissing: (model: RegisteredModel) => void = () => undefined,
  ) {
    // That there is no model of an id would keep its lies from being contradicted, so it is no lone RPC's word.
    this.#connection = { ...connection, client: connection.quorum };
    this.#served = served;
    this.#log = log;
    this.#onMissing = onMissing;
  }

  /** Others may have been registered in the places of those that were met: all are looked at again. */
  recount(): void {
    this.#counted = 0;
  }

  /** Meets models that were registered since the last call, a bounded number of them. @returns Whether these were all. */
  async meet(): Promise<boolean> {
    const count = await countModels(this.#connection);
    if (count < this.#counted) this.#counted = 0;
    const end = Math.min(count, this.#counted + MODELS_PER_STEP);
    for (const model of await readModels(this.#connection, this.#counted, end)) this.#remember(model);
    this.#counted = end;
    return end === count;
  }

  /** The package of a model, or undefined when there is none. */
  async servedModel(modelId: bigint): Promise<ServedModel | undefined> {
    const model = this.#known.get(modelId) ?? (await this.#read(modelId));
    return model === undefined ? undefined : this.#served.get(model.modelHash);
  }

  /** Registered models that the node answers for. */
  ready(): RegisteredModel[] {
    return [...this.#known.values()].filter((model) => this.#served.has(model.modelHash));
  }

  /** A request may be seen before its model was met, and its model's registration be undone by a reorganisation. */
  async #read(modelId: bigint): Promise<RegisteredModel | undefined> {
    try {
      const model = await readModel(this.#connection, modelId);
      this.#remember(model);
      return model;
    } catch (error) {
      if (refusalIn(error)?.name === "ModelUnknown") return undefined;
      throw error;
    }
  }

  #remember(model: RegisteredModel): void {
    if (this.#known.has(model.id)) return;
    this.#known.set(model.id, model);
    const facts = { modelId: idHex(model.id), modelHash: model.modelHash, name: model.name };
    if (this.#served.has(model.modelHash)) {
      this.#log.info(facts, "model ready");
    } else {
      this.#log.info(facts, "model ignored: no package of it is loaded");
      this.#onMissing(model);
    }
  }
}
