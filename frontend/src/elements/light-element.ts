/** Base of all screens: no shadow tree, so that the one style sheet and the icon sprite reach them. */

import {LitElement, type PropertyDeclarations} from 'lit';
import type {Workbench} from '../app/workbench.ts';

export class LightElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** A screen that shows what the workbench holds and follows its events. */
export class WorkbenchElement extends LightElement {
  static override properties: PropertyDeclarations = {workbench: {attribute: false}};
  declare workbench: Workbench;
  #followed: Workbench | null = null;
  readonly #renew = (): void => {
    if (this.isConcerned()) this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow(this.workbench ?? null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(null);
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#follow(this.workbench ?? null);
  }

  /** Which events of the workbench this screen shows. */
  protected followed(): readonly ('change' | 'status')[] {
    return ['change', 'status'];
  }

  /** Whether what has just happened changes anything that this screen shows. */
  protected isConcerned(): boolean {
    return true;
  }

  #follow(workbench: Workbench | null): void {
    if (workbench === this.#followed) return;
    for (const event of this.followed()) {
      this.#followed?.removeEventListener(event, this.#renew);
      workbench?.addEventListener(event, this.#renew);
    }
    this.#followed = workbench;
  }
}
