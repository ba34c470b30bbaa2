<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Areas</name>
    <message>
        <source>Find a boundary</source>
        <translation>查找边界</translation>
    </message>
    <message>
        <source>Show the boundaries, and find one by its name or code</source>
        <translation>显示边界列表，按名称或编号查找</translation>
    </message>
    <message>
        <source>Compare versions of boundaries…</source>
        <translation>比较边界版本…</translation>
    </message>
    <message>
        <source>What a new version adds, drops and moves, in m²</source>
        <translation>新版本调入、调出和功能区调整的面积（平方米）</translation>
    </message>
    <message>
        <source>Check how zones fit</source>
        <translation>检查分区衔接</translation>
    </message>
    <message>
        <source>Overlaps, gaps and slivers among the zones in force</source>
        <translation>现行功能区之间的重叠、缝隙和碎条</translation>
    </message>
    <message>
        <source>Take the boundary out, or put it back…</source>
        <translation>作废或恢复边界…</translation>
    </message>
    <message>
        <source>Take a version that was imported wrong out of force with its zones; nothing is deleted</source>
        <translation>将导错的边界版本连同其功能区作废；不删除任何数据</translation>
    </message>
    <message>
        <source>It was taken out of force, and is not on the map.</source>
        <translation>该边界已作废，不在地图上显示。</translation>
    </message>
    <message>
        <source>Find by name, code, level, type, zone…</source>
        <translation>按名称、编号、级别、类型、功能区查找…</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>保护地与边界</translation>
    </message>
    <message>
        <source>Taken out as well ({n})</source>
        <translation>含已作废（{n}）</translation>
    </message>
    <message>
        <source>Show boundaries and zones that were taken out of force, too</source>
        <translation>同时显示已作废的边界和功能区</translation>
    </message>
    <message>
        <source>{boundaries} · {zones}</source>
        <translation>{boundaries} · {zones}</translation>
    </message>
    <message>
        <source>{n} boundary version</source>
        <translation>{n} 个边界版本</translation>
    </message>
    <message>
        <source>{n} boundary versions</source>
        <translation>{n} 个边界版本</translation>
    </message>
    <message>
        <source>{n} zone</source>
        <translation>{n} 个功能区</translation>
    </message>
    <message>
        <source>{n} zones</source>
        <translation>{n} 个功能区</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Level or zone</source>
        <translation>级别/功能区</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Vertices</source>
        <translation>节点数</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>来源文件</translation>
    </message>
    <message>
        <source>{kind} ({n})</source>
        <translation>{kind}（{n}）</translation>
    </message>
    <message>
        <source>Version of {day}</source>
        <translation>{day} 版</translation>
    </message>
    <message>
        <source>Version without a first day</source>
        <translation>未注明生效日期的版本</translation>
    </message>
    <message>
        <source>{name} · {n} versions</source>
        <translation>{name} · {n} 个版本</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} 至 {until}</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>Taken out of force</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>In force today</source>
        <translation>今日有效</translation>
    </message>
    <message>
        <source>Not in force yet</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>No longer in force</source>
        <translation>已不再有效</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>保护地</translation>
    </message>
    <message>
        <source>What</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>功能区</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>处数</translation>
    </message>
    <message>
        <source>Mean width of the largest</source>
        <translation>最大处平均宽</translation>
    </message>
    <message>
        <source>Checking zones</source>
        <translation>正在检查分区</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>The zones are not checked yet</source>
        <translation>尚未检查分区</translation>
    </message>
    <message>
        <source>Finds where zones overlap, leave gaps or slivers, or reach out of their area, and what no zone covers.</source>
        <translation>找出功能区重叠、留有缝隙或碎条、超出保护地的地方，以及未划入任何功能区的部分。</translation>
    </message>
    <message>
        <source>Check zones</source>
        <translation>检查分区</translation>
    </message>
    <message>
        <source>Zones that don&apos;t fit</source>
        <translation>衔接有误的分区</translation>
    </message>
    <message>
        <source>The misfit in full</source>
        <translation>问题全文</translation>
    </message>
    <message>
        <source>There are no zones to check: import them first.</source>
        <translation>没有可检查的功能区：请先导入功能区。</translation>
    </message>
    <message>
        <source>The zones of each area fit together.</source>
        <translation>各保护地的功能区衔接无误。</translation>
    </message>
    <message>
        <source>{n} place does not fit</source>
        <translation>{n} 处有误</translation>
    </message>
    <message>
        <source>{n} places don&apos;t fit</source>
        <translation>{n} 处有误</translation>
    </message>
    <message>
        <source>{found}: {kinds}</source>
        <translation>{found}：{kinds}</translation>
    </message>
    <message>
        <source>Compare versions of boundaries</source>
        <translation>比较边界版本</translation>
    </message>
    <message>
        <source>Tells what was added, dropped and moved from zone to zone, and whether the whole or the core has shrunk.</source>
        <translation>列出调入、调出和功能区之间调整的面积，并判断总面积、核心区面积是否减少（“两个不减少”）。</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>比较对象(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Before, as in force on</source>
        <translation>调整前，有效日期(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;After, as in force on</source>
        <translation>调整后，有效日期(&amp;A)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>All boundaries</source>
        <translation>全部边界</translation>
    </message>
    <message>
        <source>Choose one of the boundaries, or all.</source>
        <translation>请选择一个边界或全部边界。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>Both are the same day: choose another.</source>
        <translation>两个日期相同，请另选。</translation>
    </message>
    <message>
        <source>{what}: {old} → {new}</source>
        <translation>{what}：{old} → {new}</translation>
    </message>
    <message>
        <source>{day} (a version begins)</source>
        <translation>{day}（有版本生效）</translation>
    </message>
    <message>
        <source>{day} (the day before)</source>
        <translation>{day}（生效前一日）</translation>
    </message>
    <message>
        <source>{day} (today)</source>
        <translation>{day}（今日）</translation>
    </message>
    <message>
        <source>Boundary, zone or change</source>
        <translation>边界、功能区或变化</translation>
    </message>
    <message>
        <source>Before (m²)</source>
        <translation>调整前（平方米）</translation>
    </message>
    <message>
        <source>After (m²)</source>
        <translation>调整后（平方米）</translation>
    </message>
    <message>
        <source>Change (m²)</source>
        <translation>变化（平方米）</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>the whole has not shrunk</source>
        <translation>总面积不减少</translation>
    </message>
    <message>
        <source>the whole has shrunk by {area}</source>
        <translation>总面积减少 {area}</translation>
    </message>
    <message>
        <source>can&apos;t be judged: one version has no zones</source>
        <translation>无法判断：有一版没有功能区</translation>
    </message>
    <message>
        <source>the core has not shrunk</source>
        <translation>核心区面积不减少</translation>
    </message>
    <message>
        <source>the core has shrunk by {area}</source>
        <translation>核心区面积减少 {area}</translation>
    </message>
    <message>
        <source>The longest edge has {edge}. Edges count as straight here; the list of boundaries takes them as geodesics, which gives {before} m² before and {after} m² after.</source>
        <translation>最长的边为 {edge}。此处各边按直边计算；边界列表按大地线计算，调整前 {before} 平方米，调整后 {after} 平方米。</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name}（{kind}）</translation>
    </message>
    <message>
        <source>Core (core zone, core protection zone)</source>
        <translation>核心区（核心区、核心保护区）</translation>
    </message>
    <message>
        <source>Added, into {after}</source>
        <translation>调入{after}</translation>
    </message>
    <message>
        <source>Dropped, out of {before}</source>
        <translation>调出，原属{before}</translation>
    </message>
    <message>
        <source>From {before} to {after}</source>
        <translation>由{before}调整为{after}</translation>
    </message>
    <message>
        <source>{before} became {after}</source>
        <translation>{before}转为{after}</translation>
    </message>
    <message>
        <source>Comparing boundaries</source>
        <translation>正在比较边界</translation>
    </message>
    <message>
        <source>Save the difference</source>
        <translation>保存差异</translation>
    </message>
    <message>
        <source>Layer: GeoPackage (*.gpkg)</source>
        <translation>图层：GeoPackage (*.gpkg)</translation>
    </message>
    <message>
        <source>Layer: GeoJSON (*.geojson)</source>
        <translation>图层：GeoJSON (*.geojson)</translation>
    </message>
    <message>
        <source>Table: Excel workbook (*.xlsx)</source>
        <translation>表格：Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Table: CSV (*.csv)</source>
        <translation>表格：CSV (*.csv)</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>边界差异</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
    <message>
        <source>Saving the difference</source>
        <translation>正在保存差异</translation>
    </message>
    <message>
        <source>Compare others…</source>
        <translation>比较其他版本…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>As a layer for a GIS (GeoPackage, GeoJSON) or a table</source>
        <translation>保存为 GIS 图层（GeoPackage、GeoJSON）或表格</translation>
    </message>
    <message>
        <source>No versions are compared yet</source>
        <translation>尚未比较版本</translation>
    </message>
    <message>
        <source>Choose two versions of a boundary, or two days for all of them: you see what was added, dropped and moved, in m² and on the map.</source>
        <translation>选择一个边界的两个版本，或为全部边界选择两个日期：即可看到调入、调出和功能区调整的面积，并在地图上显示。</translation>
    </message>
    <message>
        <source>Compare versions…</source>
        <translation>比较版本…</translation>
    </message>
    <message>
        <source>Versions compared</source>
        <translation>版本比较</translation>
    </message>
    <message>
        <source>Edges beyond 1 km count as straight here, other than in the list of boundaries.</source>
        <translation>超过 1 千米的边在此按直边计算，面积与边界列表中的不同。</translation>
    </message>
    <message>
        <source>No boundary was in force on either side.</source>
        <translation>两个日期都没有有效的边界。</translation>
    </message>
    <message>
        <source>{n} boundary compared</source>
        <translation>比较了 {n} 个边界</translation>
    </message>
    <message>
        <source>{n} boundaries compared</source>
        <translation>比较了 {n} 个边界</translation>
    </message>
    <message>
        <source>{compared}: nothing was changed.</source>
        <translation>{compared}：没有变化。</translation>
    </message>
    <message>
        <source>{compared}, {n} changed: no whole and no core has shrunk.</source>
        <translation>{compared}，其中 {n} 个有变化：总面积和核心区面积均未减少，符合“两个不减少”。</translation>
    </message>
    <message>
        <source>{compared}, {n} changed. The whole has shrunk in {shrunk}, the core in {cores}: neither may, unless its approval says so.</source>
        <translation>{compared}，其中 {n} 个有变化。总面积减少的 {shrunk} 个，核心区面积减少的 {cores} 个：不符合“两个不减少”，须有批准文件。</translation>
    </message>
    <message>
        <source>The boundary in full</source>
        <translation>边界详情</translation>
    </message>
    <message>
        <source>Choose a boundary to see all of it</source>
        <translation>选择一个边界以查看详情</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>作废时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>how exact is not known</source>
        <translation>精度不明</translation>
    </message>
    <message>
        <source>within {length}</source>
        <translation>精度 {length}</translation>
    </message>
    <message>
        <source>Whether it was mended was not noted when it came in</source>
        <translation>导入时未记录是否修复</translation>
    </message>
    <message>
        <source>Valid as it came</source>
        <translation>导入时图形有效，未作修复</translation>
    </message>
    <message>
        <source>Rule: each ring is made valid by itself, shells are united, holes taken out; what overlaps counts once.</source>
        <translation>修复规则：各环分别修复，外环合并，内环扣除；重叠部分只计一次。</translation>
    </message>
    <message>
        <source>Difference of versions</source>
        <translation>版本差异</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>调入</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>调出</translation>
    </message>
    <message>
        <source>To another zone</source>
        <translation>功能区调整</translation>
    </message>
    <message>
        <source>Zone converted</source>
        <translation>功能区转换</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缝隙</translation>
    </message>
    <message>
        <source>Sliver</source>
        <translation>碎条</translation>
    </message>
    <message>
        <source>Outside the area</source>
        <translation>超出保护地</translation>
    </message>
    <message>
        <source>In no zone</source>
        <translation>未分区</translation>
    </message>
    <message>
        <source>Zones checked</source>
        <translation>分区检查</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Go to the chosen boundary (Enter)</source>
        <translation>定位到所选边界（回车）</translation>
    </message>
    <message>
        <source>No boundary is in the project yet</source>
        <translation>项目中还没有边界</translation>
    </message>
    <message>
        <source>Import protected areas first, then their zones, red lines and control areas.</source>
        <translation>请先导入自然保护地，再导入其功能区、生态保护红线和生态空间管控区域。</translation>
    </message>
    <message>
        <source>Import boundaries…</source>
        <translation>导入边界…</translation>
    </message>
    <message>
        <source>Choose a boundary first.</source>
        <translation>请先选择一个边界。</translation>
    </message>
    <message>
        <source>Put back…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>The chosen boundary or zone is in force again</source>
        <translation>恢复所选边界或功能区</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>Take the chosen version, which was imported wrong, out of force; nothing is deleted</source>
        <translation>将所选的、导错的版本作废；不删除任何数据</translation>
    </message>
    <message>
        <source>Reading the boundaries</source>
        <translation>正在读取边界</translation>
    </message>
    <message>
        <source>Boundaries were changed since: this is how it was before.</source>
        <translation>此后边界已有变动，以下为变动前的结果。</translation>
    </message>
    <message>
        <source>Show all on the map</source>
        <translation>在地图上显示全部</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>请写明原因。</translation>
    </message>
    <message>
        <source>Taken back: {reason}</source>
        <translation>撤销：{reason}</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Only its zones; the boundary itself stays</source>
        <translation>只处理其功能区，边界本身不变(&amp;O)</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Put a boundary back</source>
        <translation>恢复边界</translation>
    </message>
    <message>
        <source>Take a boundary out of force</source>
        <translation>作废边界</translation>
    </message>
    <message>
        <source>With it: {zones}</source>
        <translation>连同：{zones}</translation>
    </message>
    <message>
        <source>With it those of its {zones} that left with it</source>
        <translation>连同当时一并作废的功能区（共 {zones}）</translation>
    </message>
    <message>
        <source>It is in force again on the days on which it was.</source>
        <translation>恢复后，在原有效期内重新有效。</translation>
    </message>
    <message>
        <source>An earlier version holds again where there is one. Nothing is deleted, and it can be put back.</source>
        <translation>如有更早的版本，则由其重新生效。数据不删除，可随时恢复。</translation>
    </message>
    <message>
        <source>Moves of {n} issue were judged by it, and stay so; look at it:</source>
        <translation>{n} 个问题的办理曾以它为据，原有结论照旧保留，请复核：</translation>
    </message>
    <message>
        <source>Moves of {n} issues were judged by it, and stay so; look at them:</source>
        <translation>{n} 个问题的办理曾以它为据，原有结论照旧保留，请复核：</translation>
    </message>
</context>
</TS>
