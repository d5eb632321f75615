// What do we use of frappe-gantt, which brings no types?
declare module "frappe-gantt" {
  export interface Task {
    id: string;
    name: string;
    start: string;
    end: string;
    progress: number;
    dependencies: string[];
    custom_class: string;
    seen?: number; // the newest change of the row that this drawing shows
  }
  export default class Gantt {
    constructor(
      place: HTMLElement,
      tasks: Task[],
      options: Record<string, unknown> & { on_date_change?: (task: Task, begins: Date, ends: Date) => void },
    );
  }
}

declare module "*.css";
