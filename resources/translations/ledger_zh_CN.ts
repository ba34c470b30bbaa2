<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Ledger</name>
    <message>
        <source>New clue…</source>
        <translation>新建线索…</translation>
    </message>
    <message>
        <source>Enter a clue by hand</source>
        <translation>手工录入一条线索</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>派发…</translation>
    </message>
    <message>
        <source>Send an inspector to the selected issues</source>
        <translation>为选中的问题派发核查人</translation>
    </message>
    <message>
        <source>Open the dossier</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Show everything about the selected issue</source>
        <translation>查看选中问题的全部内容</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Bring the selected issues into sight on the map</source>
        <translation>在地图上定位选中的问题</translation>
    </message>
    <message>
        <source>Copy rows of the ledger</source>
        <translation>复制台账行</translation>
    </message>
    <message>
        <source>Copy the selected rows with the titles of the columns</source>
        <translation>复制选中的行，带列标题</translation>
    </message>
    <message>
        <source>E&amp;xport the ledger…</source>
        <translation>导出台账(&amp;X)…</translation>
    </message>
    <message>
        <source>Write the rows shown as a workbook, text or shapes</source>
        <translation>把所列问题写成工作簿、文本表或图形文件</translation>
    </message>
    <message>
        <source>Select every row of the ledger</source>
        <translation>全选台账</translation>
    </message>
    <message>
        <source>All that the filter shows</source>
        <translation>选中当前筛选的全部问题</translation>
    </message>
    <message>
        <source>Find in the ledger</source>
        <translation>在台账中查找</translation>
    </message>
    <message>
        <source>Go to the text filter of the ledger</source>
        <translation>转到台账的文字筛选</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Show every issue of the view</source>
        <translation>显示本视图的全部问题</translation>
    </message>
    <message>
        <source>Save this filter…</source>
        <translation>保存当前筛选…</translation>
    </message>
    <message>
        <source>Keep the filter under a name</source>
        <translation>将当前筛选命名保存</translation>
    </message>
    <message>
        <source>Columns of the ledger</source>
        <translation>台账的列</translation>
    </message>
    <message>
        <source>Choose which fields the ledger shows</source>
        <translation>选择台账显示哪些字段</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>派发</translation>
    </message>
    <message>
        <source>Send an inspector to {n} issue.</source>
        <translation>为 {n} 个问题派发核查人。</translation>
    </message>
    <message>
        <source>Send an inspector to {n} issues.</source>
        <translation>为 {n} 个问题派发核查人。</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>核查人(&amp;I)</translation>
    </message>
    <message>
        <source>Day it &amp;happened</source>
        <translation>发生日期(&amp;H)</translation>
    </message>
    <message>
        <source>Check &amp;due</source>
        <translation>核查期限(&amp;D)</translation>
    </message>
    <message>
        <source>Nobody of the name {name} is an inspector here</source>
        <translation>本项目的核查员中没有叫“{name}”的人</translation>
    </message>
    <message>
        <source>Choose who is to check</source>
        <translation>请选择核查人</translation>
    </message>
    <message>
        <source>Give a day such as {day}</source>
        <translation>请填写日期，如 {day}</translation>
    </message>
    <message>
        <source>This day is still to come</source>
        <translation>这一天还没有到</translation>
    </message>
    <message>
        <source>This lies before the day it happened</source>
        <translation>早于发生日期</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Nobody in this project can be sent to check.</source>
        <translation>本项目中还没有可派发的核查人。</translation>
    </message>
    <message>
        <source>Add a person with the role inspector first.</source>
        <translation>请先添加角色为“核查人员”的人员。</translation>
    </message>
    <message>
        <source>{n} of the selected issues can&apos;t be assigned.</source>
        <translation>所选问题中有 {n} 个不能派发。</translation>
    </message>
    <message>
        <source>A clue is assigned, or what waits for a check; not: {states}</source>
        <translation>只能派发待派发的线索，或改派待核查的线索；不能派发的有：{states}</translation>
    </message>
    <message>
        <source>Stopped. No issue was assigned.</source>
        <translation>已停止，未派发任何问题。</translation>
    </message>
    <message>
        <source>{n} issue was assigned.</source>
        <translation>已派发 {n} 个问题。</translation>
    </message>
    <message>
        <source>{n} issues were assigned.</source>
        <translation>已派发 {n} 个问题。</translation>
    </message>
    <message>
        <source>{n} was refused; the reason stands beside it.</source>
        <translation>{n} 个未派发，原因见右侧。</translation>
    </message>
    <message>
        <source>{n} were refused; the reasons stand beside them.</source>
        <translation>{n} 个未派发，原因见右侧。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未派发</translation>
    </message>
    <message>
        <source>State before</source>
        <translation>此前状态</translation>
    </message>
    <message>
        <source>Adopted</source>
        <translation>历史导入</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>流转冲突</translation>
    </message>
    <message>
        <source>Awaits signature</source>
        <translation>待会签</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>等待起始日</translation>
    </message>
    <message>
        <source>{name} ({unit})</source>
        <translation>{name}（{unit}）</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>{n} day late</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>{n} day left</source>
        <translation>剩 {n} 天</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>剩 {n} 天</translation>
    </message>
    <message>
        <source>New clue</source>
        <translation>新建线索</translation>
    </message>
    <message>
        <source>A clue needs a number and a source; before it is assigned also a place. The area follows from the place where it is left open. To draw its outline on the map, use Draw a patch (Ctrl+6) instead.</source>
        <translation>线索须有编号和来源；派发前还须有位置。保护地不填时按位置确定。要在地图上勾绘边界，请改用“绘制图斑”（Ctrl+6）。</translation>
    </message>
    <message>
        <source>only where you have it as text (WKT or GeoJSON, degrees): POLYGON((125.1 43.2, …))</source>
        <translation>有坐标文本时才填（WKT 或 GeoJSON，度）：POLYGON((125.1 43.2, …))</translation>
    </message>
    <message>
        <source>Make the clue</source>
        <translation>建立线索</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>此项必填</translation>
    </message>
    <message>
        <source>Copying rows</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>保护地</translation>
    </message>
    <message>
        <source>County</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动类型</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Key problem</source>
        <translation>重点问题</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>核查人</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>rectification overdue</source>
        <translation>整改逾期</translation>
    </message>
    <message>
        <source>check overdue</source>
        <translation>核查逾期</translation>
    </message>
    <message>
        <source>due this month</source>
        <translation>本月到期</translation>
    </message>
    <message>
        <source>moves in conflict</source>
        <translation>流转冲突</translation>
    </message>
    <message>
        <source>awaits a signature</source>
        <translation>待会签</translation>
    </message>
    <message>
        <source>a problem, or one that was closed</source>
        <translation>问题（含已销号）</translation>
    </message>
    <message>
        <source>rectification not done</source>
        <translation>整改未完成</translation>
    </message>
    <message>
        <source>no rectification to be done</source>
        <translation>无未完成整改</translation>
    </message>
    <message>
        <source>adopted from a ledger</source>
        <translation>历史导入</translation>
    </message>
    <message>
        <source>not adopted</source>
        <translation>非历史导入</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（未填）</translation>
    </message>
    <message>
        <source>{value} ({n})</source>
        <translation>{value}（{n}）</translation>
    </message>
    <message>
        <source>Number, name, place, unit…</source>
        <translation>编号、名称、地点、单位…</translation>
    </message>
    <message>
        <source>Words to find, in any order (F)</source>
        <translation>要查找的文字，不分先后（F）</translation>
    </message>
    <message>
        <source>Find text</source>
        <translation>查找文字</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show the lists to filter by</source>
        <translation>展开筛选条件</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Of one import: {n}</source>
        <translation>同一次导入：{n} 条</translation>
    </message>
    <message>
        <source>{values} and {n} more</source>
        <translation>{values} 等，另有 {n} 项</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Hide &apos;{name}&apos;</source>
        <translation>隐藏“{name}”</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Two moves are in conflict: somebody must decide</source>
        <translation>两个流转动作冲突，须由人裁定</translation>
    </message>
    <message>
        <source>A move awaits a second signature</source>
        <translation>有动作待会签</translation>
    </message>
    <message>
        <source>No clue is in this project yet</source>
        <translation>本项目还没有线索</translation>
    </message>
    <message>
        <source>Import a ledger or the patches of a survey from the menu File, or drop the file on the window; or enter a clue by hand.</source>
        <translation>可从“文件”菜单导入台账或图斑，或把文件拖到窗口中；也可手工录入线索。</translation>
    </message>
    <message>
        <source>{n} issue of another view does.</source>
        <translation>另一视图中有 {n} 个问题符合。</translation>
    </message>
    <message>
        <source>{n} issues of other views do.</source>
        <translation>其他视图中有 {n} 个问题符合。</translation>
    </message>
    <message>
        <source>No issue of &apos;{view}&apos; fits this filter</source>
        <translation>“{view}”中没有符合筛选条件的问题</translation>
    </message>
    <message>
        <source>Go to &apos;{view}&apos;</source>
        <translation>转到“{view}”</translation>
    </message>
    <message>
        <source>No issue fits this filter</source>
        <translation>没有符合筛选的问题</translation>
    </message>
    <message>
        <source>Take one of the conditions away, or all of them.</source>
        <translation>去掉一个筛选条件，或全部清除。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No rectification is overdue</source>
        <translation>没有整改逾期的问题</translation>
    </message>
    <message>
        <source>No check is overdue</source>
        <translation>没有核查逾期的线索</translation>
    </message>
    <message>
        <source>Nothing is due this month</source>
        <translation>本月没有到期问题</translation>
    </message>
    <message>
        <source>Nothing was sent to you</source>
        <translation>没有派发给您的问题</translation>
    </message>
    <message>
        <source>No issue is closed yet</source>
        <translation>还没有销号的问题</translation>
    </message>
    <message>
        <source>No clue was registered as an issue yet</source>
        <translation>还没有入账的问题</translation>
    </message>
    <message>
        <source>No clue is open</source>
        <translation>没有线索</translation>
    </message>
    <message>
        <source>Number: {typed}</source>
        <translation>编号：{typed}</translation>
    </message>
    <message>
        <source>The clue was made.</source>
        <translation>线索已建立。</translation>
    </message>
    <message>
        <source>{n} row copied</source>
        <translation>已复制 {n} 行</translation>
    </message>
    <message>
        <source>{n} rows copied</source>
        <translation>已复制 {n} 行</translation>
    </message>
    <message>
        <source>{n} selected issue is not shown by this filter.</source>
        <translation>选中的 {n} 个问题不在当前筛选中。</translation>
    </message>
    <message>
        <source>{n} selected issues are not shown by this filter.</source>
        <translation>选中的 {n} 个问题不在当前筛选中。</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Only &apos;{value}&apos;</source>
        <translation>只看“{value}”</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Reading the ledger…</source>
        <translation>正在读取台账…</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} / {total}</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n}</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>No filter is saved yet</source>
        <translation>还没有保存的筛选</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存筛选</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Give it a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>Clues</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已销号</translation>
    </message>
    <message>
        <source>Rectification overdue</source>
        <translation>整改逾期</translation>
    </message>
    <message>
        <source>Check overdue</source>
        <translation>核查逾期</translation>
    </message>
    <message>
        <source>Due this month</source>
        <translation>本月到期</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>From the first clue to the field check, and those dismissed</source>
        <translation>从发现到核查的线索，含不予立案</translation>
    </message>
    <message>
        <source>Registered and being put right</source>
        <translation>已入账、正在整改的问题</translation>
    </message>
    <message>
        <source>Closed, filed, or under a look-back</source>
        <translation>已销号、已备案或回头看</translation>
    </message>
    <message>
        <source>Past the deadline of the rectification, and not accepted</source>
        <translation>已入账、尚未验收通过，且已过整改时限</translation>
    </message>
    <message>
        <source>Sent to be checked by a day that is past</source>
        <translation>已派发、尚未核查，且已过核查期限</translation>
    </message>
    <message>
        <source>Not accepted, with the deadline in this month</source>
        <translation>已入账、尚未验收通过，整改时限在本月</translation>
    </message>
    <message>
        <source>Open issues that were sent to me</source>
        <translation>派发给我的未结问题</translation>
    </message>
    <message>
        <source>Every issue, void ones too</source>
        <translation>全部问题，含撤销</translation>
    </message>
    <message>
        <source>Standing views</source>
        <translation>固定视图</translation>
    </message>
    <message>
        <source>{all} ({n} void)</source>
        <translation>{all}（含撤销 {n}）</translation>
    </message>
    <message>
        <source>Tie to {issue}</source>
        <translation>关联到 {issue}</translation>
    </message>
    <message>
        <source>ledger {day}</source>
        <translation>台账{day}</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>写出 {file}</translation>
    </message>
    <message>
        <source>Export the ledger</source>
        <translation>导出台账</translation>
    </message>
    <message>
        <source>A table speaks in words; shapes carry codes, and can come back.</source>
        <translation>表格用文字，图形文件带代码；都能再导入。</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>范围(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Kind of file</source>
        <translation>文件格式(&amp;K)</translation>
    </message>
    <message>
        <source>F&amp;ields</source>
        <translation>字段(&amp;I)</translation>
    </message>
    <message>
        <source>All that hold something</source>
        <translation>所有有值的字段</translation>
    </message>
    <message>
        <source>all that the filter shows ({n})</source>
        <translation>筛选出的全部问题（{n}）</translation>
    </message>
    <message>
        <source>the selected ones ({n})</source>
        <translation>选中的问题（{n}）</translation>
    </message>
    <message>
        <source>Workbook (.xlsx)</source>
        <translation>工作簿（.xlsx）</translation>
    </message>
    <message>
        <source>Text table, UTF-8 (.csv)</source>
        <translation>文本表，UTF-8（.csv）</translation>
    </message>
    <message>
        <source>Text table, GBK (.csv)</source>
        <translation>文本表，GBK（.csv）</translation>
    </message>
    <message>
        <source>Shapefile, UTF-8 (.zip)</source>
        <translation>Shapefile 压缩包，UTF-8（.zip）</translation>
    </message>
    <message>
        <source>Shapefile, GBK (.zip)</source>
        <translation>Shapefile 压缩包，GBK（.zip）</translation>
    </message>
    <message>
        <source>Tables and shapes</source>
        <translation>表格和图形</translation>
    </message>
    <message>
        <source>{n} issue was written.</source>
        <translation>已写出 {n} 个问题。</translation>
    </message>
    <message>
        <source>{n} issues were written.</source>
        <translation>已写出 {n} 个问题。</translation>
    </message>
</context>
</TS>
