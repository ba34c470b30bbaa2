<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Imports</name>
    <message>
        <source>Import a &amp;ledger…</source>
        <translation>导入台账(&amp;L)…</translation>
    </message>
    <message>
        <source>Clues or a whole ledger, from a workbook or patches</source>
        <translation>从表格或图斑导入线索或整本台账</translation>
    </message>
    <message>
        <source>&amp;Compare a list with the ledger…</source>
        <translation>清单与台账比对(&amp;C)…</translation>
    </message>
    <message>
        <source>A list that comes again: what is new, changed or gone</source>
        <translation>再次下发的清单：新增、变化、缺失、拆分、合并</translation>
    </message>
    <message>
        <source>Import &amp;boundaries…</source>
        <translation>导入边界(&amp;B)…</translation>
    </message>
    <message>
        <source>Protected areas, zones, red lines and control areas</source>
        <translation>保护地、功能区、红线和管控区</translation>
    </message>
    <message>
        <source>Import se&amp;veral boundary files…</source>
        <translation>导入多个边界文件(&amp;V)…</translation>
    </message>
    <message>
        <source>Files, folders and zips with many layers at once</source>
        <translation>一次导入多个文件、文件夹或含多个图层的压缩包</translation>
    </message>
    <message>
        <source>Import &amp;tracks…</source>
        <translation>导入轨迹(&amp;T)…</translation>
    </message>
    <message>
        <source>Walked tracks: GPX, KML, NMEA</source>
        <translation>巡查轨迹：GPX、KML、NMEA</translation>
    </message>
    <message>
        <source>Import boundary &amp;markers…</source>
        <translation>导入界桩(&amp;M)…</translation>
    </message>
    <message>
        <source>A list of boundary markers and signboards</source>
        <translation>界桩与标识牌清单</translation>
    </message>
    <message>
        <source>Import a ne&amp;gative list…</source>
        <translation>导入负面清单(&amp;G)…</translation>
    </message>
    <message>
        <source>Measures that a space bars or limits</source>
        <translation>各类空间禁止或限制的修复行为</translation>
    </message>
    <message>
        <source>&amp;File, folder or zip</source>
        <translation>文件、文件夹或 zip(&amp;F)</translation>
    </message>
    <message>
        <source>Which boundaries are to be imported?</source>
        <translation>导入哪些边界？</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Several files or a folder…</source>
        <translation>多个文件或文件夹…</translation>
    </message>
    <message>
        <source>Each layer is shown on a map and ticked or left out</source>
        <translation>逐图层在地图上预览，勾选后导入</translation>
    </message>
    <message>
        <source>They &amp;are</source>
        <translation>内容是(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;In force since</source>
        <translation>生效日期(&amp;I)</translation>
    </message>
    <message>
        <source>Older versions stay; the day decides which one counts</source>
        <translation>旧版本保留；以哪个版本为准由日期决定</translation>
    </message>
    <message>
        <source>&amp;Unchanged ones</source>
        <translation>未变的边界(&amp;U)</translation>
    </message>
    <message>
        <source>What another day means for a boundary that is there already</source>
        <translation>边界已在项目中而日期不同时，如何处理</translation>
    </message>
    <message>
        <source>Next &amp;version of</source>
        <translation>是哪个边界的新版本(&amp;V)</translation>
    </message>
    <message>
        <source>Name or number of the boundary that this one takes the place of, where neither its number nor its name says so</source>
        <translation>编号和名称都对不上时，写明它取代的边界的名称或编号</translation>
    </message>
    <message>
        <source>as number and name tell</source>
        <translation>按编号和名称判断</translation>
    </message>
    <message>
        <source>Coordinate &amp;system</source>
        <translation>坐标系(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Positions are those of</source>
        <translation>位置取自(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>文字编码(&amp;E)</translation>
    </message>
    <message>
        <source>protected areas</source>
        <translation>自然保护地</translation>
    </message>
    <message>
        <source>zones of protected areas</source>
        <translation>保护地功能区</translation>
    </message>
    <message>
        <source>ecological red lines</source>
        <translation>生态保护红线</translation>
    </message>
    <message>
        <source>control areas</source>
        <translation>生态空间管控区</translation>
    </message>
    <message>
        <source>stay as they are</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>were issued anew: a version of their own</source>
        <translation>重新发布：作为新版本</translation>
    </message>
    <message>
        <source>had a wrong day: correct it</source>
        <translation>原日期有误：更正</translation>
    </message>
    <message>
        <source>as its bytes tell</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Which boundaries?</source>
        <translation>选择边界</translation>
    </message>
    <message>
        <source>Coordinate system and columns</source>
        <translation>坐标系和列</translation>
    </message>
    <message>
        <source>What will come of it</source>
        <translation>导入结果预览</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Back to the columns</source>
        <translation>返回“列”页</translation>
    </message>
    <message>
        <source>Import boundaries</source>
        <translation>导入边界</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>图层(&amp;L)</translation>
    </message>
    <message>
        <source>Choose a file or folder.</source>
        <translation>请选择文件或文件夹。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>{area} in all, {n} vertices</source>
        <translation>合计 {area}，{n} 个节点</translation>
    </message>
    <message>
        <source>{datum}, Gauss-Krüger {degrees}°, zone {which}</source>
        <translation>{datum} 高斯-克吕格 {degrees} 度带第 {which} 带</translation>
    </message>
    <message>
        <source>{datum}, Gauss-Krüger {degrees}°, central meridian {which}</source>
        <translation>{datum} 高斯-克吕格 {degrees} 度带，中央经线 {which}</translation>
    </message>
    <message>
        <source>as the file declares</source>
        <translation>按文件声明</translation>
    </message>
    <message>
        <source>what the file declares contradicts its numbers</source>
        <translation>文件声明的与坐标数值矛盾，已改按数值读取</translation>
    </message>
    <message>
        <source>the file declares none; its numbers fit only this</source>
        <translation>文件没有声明；数值只符合这一种</translation>
    </message>
    <message>
        <source>as you say</source>
        <translation>按您的指定</translation>
    </message>
    <message>
        <source>Coordinate system: {crs}, {why}.</source>
        <translation>坐标系：{crs}（{why}）。</translation>
    </message>
    <message>
        <source>How exact the positions are nobody can say.</source>
        <translation>转换精度不明。</translation>
    </message>
    <message>
        <source>Positions are exact to {metres}.</source>
        <translation>位置精度 {metres}。</translation>
    </message>
    <message>
        <source>as its driver says</source>
        <translation>按文件头标识</translation>
    </message>
    <message>
        <source>Encoding: {encoding}</source>
        <translation>文字编码：{encoding}</translation>
    </message>
    <message>
        <source>{n} outline was mended.</source>
        <translation>修复了 {n} 处图形。</translation>
    </message>
    <message>
        <source>{n} outlines were mended.</source>
        <translation>修复了 {n} 处图形。</translation>
    </message>
    <message>
        <source>Another system is chosen on the page before, if this is wrong.</source>
        <translation>如有不符，请在上一页另选坐标系。</translation>
    </message>
    <message>
        <source>the first {shown} of {total} rows, and those with problems</source>
        <translation>共 {total} 行，显示 {shown} 行（前面的和有问题的）</translation>
    </message>
    <message>
        <source>as it will be &amp;stored</source>
        <translation>将存入的内容(&amp;S)</translation>
    </message>
    <message>
        <source>as it &amp;is in the file</source>
        <translation>文件原文(&amp;I)</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>各行</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>新增 {n}</translation>
    </message>
    <message>
        <source>{n} updated</source>
        <translation>更新 {n}</translation>
    </message>
    <message>
        <source>{n} unchanged</source>
        <translation>未变 {n}</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>未采纳 {n}</translation>
    </message>
    <message>
        <source>{n} with the state that the list claims</source>
        <translation>按原台账状态 {n}</translation>
    </message>
    <message>
        <source>{n} outlines mended</source>
        <translation>修复图形 {n}</translation>
    </message>
    <message>
        <source>{n} split</source>
        <translation>拆分 {n}</translation>
    </message>
    <message>
        <source>{n} merged</source>
        <translation>合并 {n}</translation>
    </message>
    <message>
        <source>{n} with a comment that the list has them no more</source>
        <translation>备注缺失 {n}</translation>
    </message>
    <message>
        <source>{n} lines that are no records</source>
        <translation>非记录行 {n}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>This import will give: {counts}</source>
        <translation>导入后：{counts}</translation>
    </message>
    <message>
        <source>{n} {state}</source>
        <translation>{state} {n}</translation>
    </message>
    <message>
        <source>State: {states}</source>
        <translation>所得状态：{states}</translation>
    </message>
    <message>
        <source>So there is nothing to import.</source>
        <translation>没有可导入的内容。</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>按文件声明</translation>
    </message>
    <message>
        <source>in the project&apos;s midst</source>
        <translation>位于项目现有数据处</translation>
    </message>
    <message>
        <source>{metres} away</source>
        <translation>相距 {metres}</translation>
    </message>
    <message>
        <source>Numbers and place</source>
        <translation>编号与位置</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>问题情况</translation>
    </message>
    <message>
        <source>Dispatch and state</source>
        <translation>派发与状态</translation>
    </message>
    <message>
        <source>Rectification</source>
        <translation>整改</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>验收销号</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>{axis}, {part}</source>
        <translation>{axis}（{part}）</translation>
    </message>
    <message>
        <source>outside number</source>
        <translation>外部编号</translation>
    </message>
    <message>
        <source>campaign (name)</source>
        <translation>专项（名称）</translation>
    </message>
    <message>
        <source>protected area (name)</source>
        <translation>自然保护地（名称）</translation>
    </message>
    <message>
        <source>protected area (code)</source>
        <translation>自然保护地（编号）</translation>
    </message>
    <message>
        <source>province</source>
        <translation>省</translation>
    </message>
    <message>
        <source>city</source>
        <translation>市</translation>
    </message>
    <message>
        <source>county</source>
        <translation>县</translation>
    </message>
    <message>
        <source>inspector (name)</source>
        <translation>核查人（姓名）</translation>
    </message>
    <message>
        <source>checked on</source>
        <translation>核查日期</translation>
    </message>
    <message>
        <source>check: true or not</source>
        <translation>是否属实</translation>
    </message>
    <message>
        <source>longitude and latitude in one cell</source>
        <translation>经纬度（同一格）</translation>
    </message>
    <message>
        <source>x (map coordinates)</source>
        <translation>X（平面坐标）</translation>
    </message>
    <message>
        <source>y (map coordinates)</source>
        <translation>Y（平面坐标）</translation>
    </message>
    <message>
        <source>corners or shape as text</source>
        <translation>拐点或图形文字</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>measure or activity</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>space it holds for</source>
        <translation>适用空间</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Which list is to be imported?</source>
        <translation>导入哪个清单？</translation>
    </message>
    <message>
        <source>Lists and patches</source>
        <translation>清单和图斑</translation>
    </message>
    <message>
        <source>The &amp;rows are</source>
        <translation>各行是(&amp;R)</translation>
    </message>
    <message>
        <source>For rows that name none</source>
        <translation>用于没有写明的行</translation>
    </message>
    <message>
        <source>&amp;Campaign</source>
        <translation>专项(&amp;C)</translation>
    </message>
    <message>
        <source>clues to be checked</source>
        <translation>待核查的线索</translation>
    </message>
    <message>
        <source>an office&apos;s ledger, with the states that it claims</source>
        <translation>单位原有台账（采用其中的状态）</translation>
    </message>
    <message>
        <source>as the rows say</source>
        <translation>按各行所写</translation>
    </message>
    <message>
        <source>the real world</source>
        <translation>真实位置</translation>
    </message>
    <message>
        <source>a web map (GCJ-02: Gaode, Tencent, Google China)</source>
        <translation>网络地图（GCJ-02：高德、腾讯、谷歌中国）</translation>
    </message>
    <message>
        <source>a web map of Baidu (BD-09)</source>
        <translation>百度地图（BD-09）</translation>
    </message>
    <message>
        <source>the real world, once corrected too often (GCJ-02)</source>
        <translation>真实位置，但多纠偏了一次（GCJ-02）</translation>
    </message>
    <message>
        <source>the real world, once corrected too often (BD-09)</source>
        <translation>真实位置，但多纠偏了一次（BD-09）</translation>
    </message>
    <message>
        <source>the real world: undo an earlier correction</source>
        <translation>真实位置（撤回以前的纠偏）</translation>
    </message>
    <message>
        <source>Compare a list with the ledger</source>
        <translation>清单与台账比对</translation>
    </message>
    <message>
        <source>Which list?</source>
        <translation>选择清单</translation>
    </message>
    <message>
        <source>What are its columns?</source>
        <translation>各列是什么</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>有哪些差别</translation>
    </message>
    <message>
        <source>&amp;Import as decided</source>
        <translation>按处理导入(&amp;I)</translation>
    </message>
    <message>
        <source>Co&amp;mpare one by one…</source>
        <translation>逐项比对(&amp;M)…</translation>
    </message>
    <message>
        <source>Decide for each difference whether the list or the ledger counts</source>
        <translation>逐项决定采用清单还是保留台账</translation>
    </message>
    <message>
        <source>A table with these headers was read on {day}: its columns are taken as then.</source>
        <translation>{day} 读过表头相同的表，各列照那次的选择读。</translation>
    </message>
    <message>
        <source>Forget that</source>
        <translation>不再沿用</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>Import a ledger</source>
        <translation>导入台账</translation>
    </message>
    <message>
        <source>S&amp;heet or layer</source>
        <translation>工作表或图层(&amp;H)</translation>
    </message>
    <message>
        <source>The shapes are the patches; these are their attributes.</source>
        <translation>图形即图斑；以下是属性列。</translation>
    </message>
    <message>
        <source>The header was found in row {first}.</source>
        <translation>表头在第 {first} 行。</translation>
    </message>
    <message>
        <source>The header was found in rows {first} to {last}.</source>
        <translation>表头在第 {first}–{last} 行。</translation>
    </message>
    <message>
        <source>{n} line beneath is no record (a total, a note, a heading).</source>
        <translation>其下有 {n} 行不是记录（合计、注释、小标题）。</translation>
    </message>
    <message>
        <source>{n} lines beneath are no records (totals, notes, headings).</source>
        <translation>其下有 {n} 行不是记录（合计、注释、小标题）。</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Holds, for example</source>
        <translation>内容举例</translation>
    </message>
    <message>
        <source>Is read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>各列</translation>
    </message>
    <message>
        <source>— not taken —</source>
        <translation>— 不采纳 —</translation>
    </message>
    <message>
        <source>Field of {column}</source>
        <translation>“{column}”对应的字段</translation>
    </message>
    <message>
        <source>{field} (derived, not taken)</source>
        <translation>{field}（由程序推算，不采纳）</translation>
    </message>
    <message>
        <source>{n} column is not taken:</source>
        <translation>{n} 列不采纳：</translation>
    </message>
    <message>
        <source>{n} columns are not taken:</source>
        <translation>{n} 列不采纳：</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>This is not taken.</source>
        <translation>不采纳。</translation>
    </message>
    <message>
        <source>{header} (not taken)</source>
        <translation>{header}（不采纳）</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未采纳</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>清单编号</translation>
    </message>
    <message>
        <source>In the ledger</source>
        <translation>台账编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value here</source>
        <translation>台账中的值</translation>
    </message>
    <message>
        <source>Value in the list</source>
        <translation>清单中的值</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>填写人</translation>
    </message>
    <message>
        <source>see its other line</source>
        <translation>见同行另一条</translation>
    </message>
    <message>
        <source>see the map</source>
        <translation>见示意图</translation>
    </message>
    <message>
        <source>What</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>File or sheet</source>
        <translation>文件或工作表</translation>
    </message>
    <message>
        <source>File and layer</source>
        <translation>文件与图层</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>图形数</translation>
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
        <source>System</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Taken as</source>
        <translation>导入为</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>was not ticked</source>
        <translation>未勾选</translation>
    </message>
    <message>
        <source>stopped before it; nothing of it was imported</source>
        <translation>已停止，未导入</translation>
    </message>
    <message>
        <source>Which coordinate system? Choose it below</source>
        <translation>坐标系未定，请在下方选择</translation>
    </message>
    <message>
        <source>Copied are the first {n} of {total}; Save… takes all.</source>
        <translation>已复制前 {n} 条（共 {total} 条）；“保存…”可取全部。</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存清单</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>导入问题</translation>
    </message>
    <message>
        <source>Saving the list</source>
        <translation>正在保存清单</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all, to paste them into a table</source>
        <translation>复制所选各行（未选则全部），可粘贴到表格</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the list, to send it to whoever made the file</source>
        <translation>保存清单，可发给文件的编制人</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The problem in full</source>
        <translation>问题全文</translation>
    </message>
    <message>
        <source>{n} problem refuses a row</source>
        <translation>{n} 个问题导致未采纳</translation>
    </message>
    <message>
        <source>{n} problems refuse rows</source>
        <translation>{n} 个问题导致未采纳</translation>
    </message>
    <message>
        <source>{n} remark</source>
        <translation>{n} 条提示</translation>
    </message>
    <message>
        <source>{n} remarks</source>
        <translation>{n} 条提示</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between problems and remarks</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Imported in part: {file}</source>
        <translation>部分导入：{file}</translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation>已导入：{file}</translation>
    </message>
    <message>
        <source>Show in the ledger</source>
        <translation>在台账中查看</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>这是什么</translation>
    </message>
    <message>
        <source>What does {file} hold?</source>
        <translation>{file} 是什么？</translation>
    </message>
    <message>
        <source>What does this {n} file hold?</source>
        <translation>这 {n} 个文件是什么内容？</translation>
    </message>
    <message>
        <source>What do these {n} files hold?</source>
        <translation>这 {n} 个文件是什么内容？</translation>
    </message>
    <message>
        <source>Which tracks?</source>
        <translation>选择轨迹</translation>
    </message>
    <message>
        <source>Which tracks are to be imported?</source>
        <translation>导入哪些轨迹？</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Import several boundary files</source>
        <translation>导入多个边界文件</translation>
    </message>
    <message>
        <source>Which files?</source>
        <translation>哪些文件？</translation>
    </message>
    <message>
        <source>What they hold</source>
        <translation>内容预览</translation>
    </message>
    <message>
        <source>&amp;Import {n} layer</source>
        <translation>导入 {n} 个图层(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Import {n} layers</source>
        <translation>导入 {n} 个图层(&amp;I)</translation>
    </message>
    <message>
        <source>Back to the others</source>
        <translation>返回处理其余图层</translation>
    </message>
    <message>
        <source>Add a file first.</source>
        <translation>请先添加文件。</translation>
    </message>
    <message>
        <source>{n} of {total}: {file}</source>
        <translation>第 {n} 个，共 {total} 个：{file}</translation>
    </message>
    <message>
        <source>Import tracks</source>
        <translation>导入轨迹</translation>
    </message>
    <message>
        <source>Add files, zips or whole folders, or drop them here. Each layer of each is shown before anything is read into the project.</source>
        <translation>添加文件、压缩包或整个文件夹，也可拖到此处。写入项目之前先逐图层预览。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Take the chosen files off (Delete)</source>
        <translation>把选中的文件从列表中移除（Delete）</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>第 {n} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>转入后台继续</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>With the shift taken back, the file stands where &apos;{reference}&apos; does.</source>
        <translation>纠偏后，文件与“{reference}”位置一致。</translation>
    </message>
    <message>
        <source>The positions stand {metres} off &apos;{reference}&apos;, towards the {wind}, yet not off &apos;{other}&apos;: of these two in the project one at least is shifted.</source>
        <translation>坐标与“{reference}”相比整体向{wind}偏 {metres}，与“{other}”相比却不偏：项目里这两份数据至少有一份有偏移。</translation>
    </message>
    <message>
        <source>The positions stand {metres} off &apos;{reference}&apos;, all towards the {wind}. That is no web map&apos;s shift: one of the two seems to come from another datum.</source>
        <translation>坐标与“{reference}”相比整体向{wind}偏 {metres}，不是地图偏移的样子，两者之一像是按别的坐标基准换算的。</translation>
    </message>
    <message>
        <source>The positions look like those of a web map ({map}): beside &apos;{reference}&apos; they all stand {metres} off, towards the {wind}.</source>
        <translation>坐标像是网络地图的偏移坐标（{map}）：与“{reference}”相比整体向{wind}偏 {metres}。</translation>
    </message>
    <message>
        <source>Corrected, the positions stand {metres} off &apos;{reference}&apos;, towards the {wind}, as if {map} had never been on them.</source>
        <translation>纠偏后反而与“{reference}”相差 {metres}（偏{wind}），像是文件原本就没有 {map} 偏移。</translation>
    </message>
    <message>
        <source>Either {map} was taken off these positions once too often, or &apos;{reference}&apos; in the project is shifted: the two stand {metres} apart, towards the {wind}.</source>
        <translation>要么这个文件多做了一次 {map} 纠偏，要么项目里的“{reference}”有偏移：两者相差 {metres}，偏{wind}。</translation>
    </message>
    <message>
        <source>{agreeing} of {shapes} outlines agree; taken back, they lie {after} apart instead of {before}. Compare with imagery before you decide.</source>
        <translation>{shapes} 个图形里 {agreeing} 个一致；纠偏后轮廓相距 {after}，原来相距 {before}。请先与影像叠加核对再决定。</translation>
    </message>
    <message>
        <source>Leave the positions as they were</source>
        <translation>不纠偏，保持原坐标</translation>
    </message>
    <message>
        <source>{agreeing} of {shapes} photos agree; taken back, they were taken {after} from their patches instead of {before}. The photos themselves may be off: compare with imagery.</source>
        <translation>{shapes} 张照片里 {agreeing} 张一致；纠偏后照片距图斑 {after}，原来 {before}。也可能是照片坐标有偏移，请与影像叠加核对。</translation>
    </message>
    <message>
        <source>Take the shift off</source>
        <translation>去掉偏移</translation>
    </message>
    <message>
        <source>Put the shift back on this file</source>
        <translation>把偏移加回这个文件</translation>
    </message>
    <message>
        <source>north</source>
        <translation>北</translation>
    </message>
    <message>
        <source>northeast</source>
        <translation>东北</translation>
    </message>
    <message>
        <source>east</source>
        <translation>东</translation>
    </message>
    <message>
        <source>southeast</source>
        <translation>东南</translation>
    </message>
    <message>
        <source>south</source>
        <translation>南</translation>
    </message>
    <message>
        <source>southwest</source>
        <translation>西南</translation>
    </message>
    <message>
        <source>west</source>
        <translation>西</translation>
    </message>
    <message>
        <source>northwest</source>
        <translation>西北</translation>
    </message>
    <message>
        <source>Looking at what was dropped</source>
        <translation>正在辨认拖入的文件</translation>
    </message>
    <message>
        <source>&amp;Boundaries</source>
        <translation>边界(&amp;B)</translation>
    </message>
    <message>
        <source>Protected areas, zones, red lines, control areas</source>
        <translation>自然保护地、功能区、生态保护红线、管控区</translation>
    </message>
    <message>
        <source>&amp;Patches to be checked</source>
        <translation>待核查图斑(&amp;P)</translation>
    </message>
    <message>
        <source>Each becomes a clue of the ledger, or corrects one</source>
        <translation>每个图斑成为台账中的一条线索，或更正已有线索</translation>
    </message>
    <message>
        <source>A &amp;ledger</source>
        <translation>台账(&amp;L)</translation>
    </message>
    <message>
        <source>Clues or issues, one a row</source>
        <translation>线索或问题，一行一条</translation>
    </message>
    <message>
        <source>A list that &amp;comes again</source>
        <translation>再次下发的清单(&amp;C)</translation>
    </message>
    <message>
        <source>Compared with the ledger; you decide on each difference</source>
        <translation>与已有台账比对，逐条决定怎样处理</translation>
    </message>
    <message>
        <source>Boundary &amp;markers and signboards</source>
        <translation>界桩与标识牌(&amp;M)</translation>
    </message>
    <message>
        <source>A point each, with its number and condition</source>
        <translation>每个一点，带编号与状况</translation>
    </message>
    <message>
        <source>A &amp;negative list</source>
        <translation>负面清单(&amp;N)</translation>
    </message>
    <message>
        <source>Measures that a space bars or limits, one a row</source>
        <translation>某类空间禁止或限制的行为，一行一条</translation>
    </message>
    <message>
        <source>A layer for &amp;reference</source>
        <translation>参考图层(&amp;R)</translation>
    </message>
    <message>
        <source>Seen on the map beside the rest; it proves nothing</source>
        <translation>在地图上对照查看，不作为证据</translation>
    </message>
    <message>
        <source>Which list of markers is to be imported?</source>
        <translation>选择界桩清单</translation>
    </message>
    <message>
        <source>Lists and points</source>
        <translation>清单与点图层</translation>
    </message>
    <message>
        <source>Protected &amp;area</source>
        <translation>保护地(&amp;A)</translation>
    </message>
    <message>
        <source>C&amp;ounty, six digits</source>
        <translation>县代码，六位(&amp;O)</translation>
    </message>
    <message>
        <source>For rows without a division code; else that of who imports</source>
        <translation>用于没有行政区划代码的行；不填按导入人所在县</translation>
    </message>
    <message>
        <source>that of who imports</source>
        <translation>按导入人所在县</translation>
    </message>
    <message>
        <source>Import boundary markers</source>
        <translation>导入界桩</translation>
    </message>
    <message>
        <source>Which list of markers?</source>
        <translation>选择清单</translation>
    </message>
    <message>
        <source>The points are the markers; these are their attributes.</source>
        <translation>各点即界桩；以下为其属性。</translation>
    </message>
    <message>
        <source>There is no header: number and position are told by what stands there.</source>
        <translation>没有表头：按内容识别编号和坐标。</translation>
    </message>
    <message>
        <source>Positions were read as {crs}.</source>
        <translation>坐标按 {crs} 读取。</translation>
    </message>
    <message>
        <source>Which negative list is to be imported?</source>
        <translation>导入哪份负面清单？</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>&amp;Name of the list</source>
        <translation>清单名称(&amp;N)</translation>
    </message>
    <message>
        <source>Another file of the same name is its next version</source>
        <translation>同名的另一份文件作为它的下一个版本</translation>
    </message>
    <message>
        <source>Where it is &amp;unchanged</source>
        <translation>内容未变时(&amp;U)</translation>
    </message>
    <message>
        <source>The same file on another day is nothing new by itself</source>
        <translation>同一文件只换日期，本身不算新版本</translation>
    </message>
    <message>
        <source>S&amp;pace</source>
        <translation>适用空间(&amp;P)</translation>
    </message>
    <message>
        <source>Barred or &amp;limited</source>
        <translation>管控要求(&amp;L)</translation>
    </message>
    <message>
        <source>as its file</source>
        <translation>与文件同名</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>was issued anew: a version of its own</source>
        <translation>重新发布：另立版本</translation>
    </message>
    <message>
        <source>Import a negative list</source>
        <translation>导入负面清单</translation>
    </message>
    <message>
        <source>Which negative list?</source>
        <translation>选择负面清单</translation>
    </message>
    <message>
        <source>S&amp;heet</source>
        <translation>工作表(&amp;H)</translation>
    </message>
    <message>
        <source>Map of the outlines</source>
        <translation>轮廓示意图</translation>
    </message>
    <message>
        <source>Turn the wheel or press + and − to zoom, drag to move, 0 for all</source>
        <translation>滚轮或 +、− 缩放，拖动平移，0 显示全部</translation>
    </message>
    <message>
        <source>{metres} away from all that is in the project</source>
        <translation>距项目现有数据 {metres}</translation>
    </message>
    <message>
        <source>Outside the project&apos;s province</source>
        <translation>不在项目所在省份范围内</translation>
    </message>
    <message>
        <source>zones</source>
        <translation>功能区</translation>
    </message>
    <message>
        <source>Rows and remarks</source>
        <translation>数据行与说明</translation>
    </message>
    <message>
        <source>Read it so</source>
        <translation>按此读取</translation>
    </message>
    <message>
        <source>The map shows where that would put it, before it is imported</source>
        <translation>导入之前先在地图上显示其位置</translation>
    </message>
    <message>
        <source>Columns and rows…</source>
        <translation>字段与数据行…</translation>
    </message>
    <message>
        <source>Which column is which field, row by row</source>
        <translation>字段对应关系与逐行结果</translation>
    </message>
    <message>
        <source>Layers of the files</source>
        <translation>文件的图层</translation>
    </message>
    <message>
        <source>Space ticks a line; a choice below holds for all that are chosen</source>
        <translation>空格键勾选；下方的选择对所有选中行生效</translation>
    </message>
    <message>
        <source>What came of each file</source>
        <translation>各文件的结果</translation>
    </message>
    <message>
        <source>Imported {n} of {total} layers</source>
        <translation>已导入 {n} 个图层，共 {total} 个</translation>
    </message>
    <message>
        <source>Look at the map; where it is wrong, choose another system below.</source>
        <translation>请看示意图核对；如有不符，在下方另选坐标系。</translation>
    </message>
    <message>
        <source>Look at the map; where it is wrong, choose another system a page before.</source>
        <translation>请看示意图核对；如有不符，回上一页另选坐标系。</translation>
    </message>
    <message>
        <source>Copy with comments…</source>
        <translation>另存批注副本…</translation>
    </message>
    <message>
        <source>Save a copy of the workbook in which each refused cell says why</source>
        <translation>另存一份工作簿，在每个未读入的单元格批注原因</translation>
    </message>
    <message>
        <source>Save the copy with comments</source>
        <translation>保存批注副本</translation>
    </message>
    <message>
        <source>Workbook</source>
        <translation>工作簿</translation>
    </message>
    <message>
        <source>{name} with comments</source>
        <translation>{name}-批注</translation>
    </message>
    <message>
        <source>No cell of this file is to be commented: nothing written.</source>
        <translation>此文件没有需要批注的单元格，没有写文件。</translation>
    </message>
    <message>
        <source>{n} cell has a comment in the copy.</source>
        <translation>副本中批注了 {n} 个单元格。</translation>
    </message>
    <message>
        <source>{n} cells have a comment in the copy.</source>
        <translation>副本中批注了 {n} 个单元格。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Sheets &amp;to read</source>
        <translation>要读的工作表(&amp;T)</translation>
    </message>
    <message>
        <source>Sheets to read</source>
        <translation>要读的工作表</translation>
    </message>
    <message>
        <source>{n} row is read</source>
        <translation>读入 {n} 行</translation>
    </message>
    <message>
        <source>{n} rows are read</source>
        <translation>读入 {n} 行</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>not read: no table found</source>
        <translation>未读：没有找到表格</translation>
    </message>
    <message>
        <source>not read: hidden, {n} rows</source>
        <translation>未读：隐藏的表，{n} 行</translation>
    </message>
    <message>
        <source>not read: {n} rows</source>
        <translation>未读：{n} 行</translation>
    </message>
    <message>
        <source>your choice</source>
        <translation>您的选择</translation>
    </message>
    <message>
        <source>your choice last time</source>
        <translation>沿用上次的选择</translation>
    </message>
    <message>
        <source>unsure: look at it</source>
        <translation>拿不准，请看一下</translation>
    </message>
    <message>
        <source>its values, {percent} %</source>
        <translation>列中的值，{percent} %</translation>
    </message>
    <message>
        <source>its header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>its header, {percent} %</source>
        <translation>表头，{percent} %</translation>
    </message>
    <message>
        <source>You said so here.</source>
        <translation>是您在这里选的。</translation>
    </message>
    <message>
        <source>You said so of the last table with these headers.</source>
        <translation>上次读表头相同的表时，您是这样选的。</translation>
    </message>
    <message>
        <source>Going by the values it may be: {field}. Nothing is taken before you choose it.</source>
        <translation>看列中的值，可能是“{field}”。您选定之前不会读入。</translation>
    </message>
    <message>
        <source>Neither header nor values say what it is.</source>
        <translation>表头和值都看不出是什么。</translation>
    </message>
    <message>
        <source>The header says nothing; {percent} % of the first values can be read so. Look at them, and choose another field where it is wrong.</source>
        <translation>表头看不出是什么；前面的值有 {percent} % 能这样读。请看示例，不对就另选字段。</translation>
    </message>
    <message>
        <source>The header is a known word for it, and the values fit.</source>
        <translation>表头是这个字段的常用叫法，列中的值也相符。</translation>
    </message>
    <message>
        <source>The header says it only in part, or some values do not fit ({percent} %). Look at the examples, and choose another field where it is wrong.</source>
        <translation>表头只有一部分相符，或有的值读不成这个字段（{percent} %）。请看示例，不对就另选字段。</translation>
    </message>
    <message>
        <source>Key {key} in the table; Ctrl+A selects all that is shown</source>
        <translation>在表中按 {key} 键；Ctrl+A 全选所列各条</translation>
    </message>
    <message>
        <source>{n} line selected:</source>
        <translation>已选 {n} 条：</translation>
    </message>
    <message>
        <source>{n} lines selected:</source>
        <translation>已选 {n} 条：</translation>
    </message>
    <message>
        <source>Compare &amp;with</source>
        <translation>对比范围(&amp;W)</translation>
    </message>
    <message>
        <source>what earlier editions of it brought</source>
        <translation>清单以前各版带来的问题</translation>
    </message>
    <message>
        <source>every issue of the project</source>
        <translation>项目中的全部问题</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差别</translation>
    </message>
    <message>
        <source>Kinds of differences</source>
        <translation>差别的种类</translation>
    </message>
    <message>
        <source>Number, name or value</source>
        <translation>编号、名称或值</translation>
    </message>
    <message>
        <source>Find a difference</source>
        <translation>查找差别</translation>
    </message>
    <message>
        <source>only what is &amp;open</source>
        <translation>只看未定的(&amp;O)</translation>
    </message>
    <message>
        <source>Add a comment to each issue that the list has no more</source>
        <translation>给清单中已没有的问题加备注</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Refused, remarks</source>
        <translation>未采纳与提示</translation>
    </message>
    <message>
        <source>Compared with {files}.</source>
        <translation>上一版：{files}。</translation>
    </message>
    <message>
        <source>No earlier edition of this list was found in the project.</source>
        <translation>项目中没有找到这份清单的上一版。</translation>
    </message>
    <message>
        <source>Its campaign is taken to be {name}.</source>
        <translation>按专项“{name}”比对。</translation>
    </message>
    <message>
        <source>Not read: {sheets}.</source>
        <translation>未读的工作表：{sheets}。</translation>
    </message>
    <message>
        <source>{n} row says the same.</source>
        <translation>{n} 行没有变化。</translation>
    </message>
    <message>
        <source>{n} rows say the same.</source>
        <translation>{n} 行没有变化。</translation>
    </message>
    <message>
        <source>{n} row can&apos;t be read and is left out.</source>
        <translation>{n} 行读不出，没有比较。</translation>
    </message>
    <message>
        <source>{n} rows can&apos;t be read and are left out.</source>
        <translation>{n} 行读不出，没有比较。</translation>
    </message>
    <message>
        <source>{n} line waits for a decision: it stays as it is.</source>
        <translation>{n} 条未定，导入时保持原样。</translation>
    </message>
    <message>
        <source>{n} lines wait for a decision: they stay as they are.</source>
        <translation>{n} 条未定，导入时保持原样。</translation>
    </message>
    <message>
        <source>in the ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>in the list</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>This line is about no place or shape.</source>
        <translation>这一条不涉及位置和图形。</translation>
    </message>
    <message>
        <source>later</source>
        <translation>以后再定</translation>
    </message>
    <message>
        <source>The list has it no more. It stays as it is.</source>
        <translation>清单中已没有；导入不改动它。</translation>
    </message>
    <message>
        <source>{field}: drawn anew, see the map</source>
        <translation>{field}：重新勾绘，见示意图</translation>
    </message>
    <message>
        <source>{field}: here {here}, in the list {there}</source>
        <translation>{field}：台账为 {here}，清单为 {there}</translation>
    </message>
</context>
</TS>
