// Draws the charts of a page from its data; each opens the words behind a mark, and has a table that says the same.
import { drawLines } from "./charts/lines";
import { listen } from "./charts/panel";
import { drawOverTime } from "./charts/overtime";
import { drawStrip } from "./charts/strip";
import { drawWeeks } from "./charts/weeks";

listen();
drawStrip();
drawWeeks();
drawLines();
drawOverTime();
