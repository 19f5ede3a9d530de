// The words of the map.
export const MODES = { points: "每个标记是一家企业，没有位置的合在区划中间", cells: "每个标记是一格内的合计，放大后逐家显示，没有位置的合在区划中间", places: "每个标记是一个区划的合计" };
export const SAID = (mode, count, shade) => `${MODES[mode]}。${shade ? `底色越深，${shade}越多。` : ""}${count ? "" : "这个范围内没有带位置的内容，请看下面的表。"}`;
export const FAILED = (reason) => `地图没有取到：${reason}`;
export const SUMMARY = (name, figures) => `${name}：${figures.map((each) => `${each.words} ${each.number}`).join("，")}`;
export const DEEPER = "看下级";
export const CLOSER = "放大";
export const AGO = (days) => (days ? `${days} 天前` : "今天");
