<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Dossier</name>
    <message>
        <source>Next move</source>
        <translation>办理下一步</translation>
    </message>
    <message>
        <source>Open the form of the move that leads on</source>
        <translation>打开推进到下一状态的动作表单</translation>
    </message>
    <message>
        <source>Save the dossier</source>
        <translation>保存档案</translation>
    </message>
    <message>
        <source>Save what was typed in facts or in the open form</source>
        <translation>保存在要素或当前表单里填写的内容</translation>
    </message>
    <message>
        <source>Choose the kind of a new record</source>
        <translation>选择新记录的类别</translation>
    </message>
    <message>
        <source>Add a remark</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Write a remark on the issue</source>
        <translation>给这个问题写备注</translation>
    </message>
    <message>
        <source>Dossier: to do</source>
        <translation>档案：待办</translation>
    </message>
    <message>
        <source>What each next move still lacks</source>
        <translation>每个后续动作还缺什么</translation>
    </message>
    <message>
        <source>Dossier: facts</source>
        <translation>档案：要素</translation>
    </message>
    <message>
        <source>The ledger fields of the issue</source>
        <translation>问题的台账字段</translation>
    </message>
    <message>
        <source>Dossier: photos</source>
        <translation>档案：照片</translation>
    </message>
    <message>
        <source>The photos of the issue by phase</source>
        <translation>按阶段查看问题的照片</translation>
    </message>
    <message>
        <source>Dossier: records</source>
        <translation>档案：记录</translation>
    </message>
    <message>
        <source>Checks, measures, documents and the other records</source>
        <translation>核查、措施、文件及其他记录</translation>
    </message>
    <message>
        <source>Dossier: history</source>
        <translation>档案：经过</translation>
    </message>
    <message>
        <source>Every event, with who and when</source>
        <translation>每一步是谁、何时做的</translation>
    </message>
    <message>
        <source>Files: drop them here, or</source>
        <translation>附件：拖到这里，或</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Take the selected files off the list</source>
        <translation>把选中的文件移出列表</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Not where it was any more, add it again: {files}</source>
        <translation>文件已不在原处，请重新添加：{files}</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Add the remark (Ctrl+Enter)</source>
        <translation>添加备注（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Two moves were made at the same time</source>
        <translation>同一时间办理了两个动作</translation>
    </message>
    <message>
        <source>The number {number} stands twice</source>
        <translation>编号 {number} 重复</translation>
    </message>
    <message>
        <source>It was made void while somebody changed it</source>
        <translation>有人修改的同时，它被作废</translation>
    </message>
    <message>
        <source>Two values: {field}</source>
        <translation>两个不同的值：{field}</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>采用这个</translation>
    </message>
    <message>
        <source>It stays void</source>
        <translation>仍作废</translation>
    </message>
    <message>
        <source>Take it along to what took its place</source>
        <translation>带到取代它的问题</translation>
    </message>
    <message>
        <source>Computed:</source>
        <translation>由程序计算：</translation>
    </message>
    <message>
        <source>Files of the issue</source>
        <translation>问题的文件</translation>
    </message>
    <message>
        <source>No files yet.</source>
        <translation>还没有文件。</translation>
    </message>
    <message>
        <source>Double-click opens a copy; the original stays as it is</source>
        <translation>双击打开副本，原件保持不变</translation>
    </message>
    <message>
        <source>Save a copy in</source>
        <translation>副本保存到</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>副本另存…</translation>
    </message>
    <message>
        <source>void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>drawn on the map; type WKT or choose a file to replace it</source>
        <translation>已有图斑；要替换，请填 WKT 或选文件</translation>
    </message>
    <message>
        <source>WKT, GeoJSON, or a file</source>
        <translation>WKT、GeoJSON 或文件</translation>
    </message>
    <message>
        <source>Choose the file of the patch</source>
        <translation>选择图斑文件</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>此项必填</translation>
    </message>
    <message>
        <source>Needed for: {move}</source>
        <translation>{move}前须填写</translation>
    </message>
    <message>
        <source>The move &apos;{move}&apos; relied on this, so it stays as it is</source>
        <translation>“{move}”已采信此项，不能改动</translation>
    </message>
    <message>
        <source>a shape</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Substance</source>
        <translation>问题内容</translation>
    </message>
    <message>
        <source>Field check</source>
        <translation>派发核查</translation>
    </message>
    <message>
        <source>Rectification plan</source>
        <translation>整改方案</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>销号</translation>
    </message>
    <message>
        <source>Find a field</source>
        <translation>查找字段</translation>
    </message>
    <message>
        <source>What the patch lies in</source>
        <translation>图斑所涉区域</translation>
    </message>
    <message>
        <source>{n} change</source>
        <translation>{n} 处修改</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} 处修改</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save what was changed (Ctrl+S)</source>
        <translation>保存修改（Ctrl+S）</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Day it happened</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>This day is yet to come</source>
        <translation>这一天还没有到</translation>
    </message>
    <message>
        <source>A whole date, such as 2026-05-03</source>
        <translation>须是完整日期，如 2026-05-03</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Back to the dossier; what was typed is kept</source>
        <translation>返回档案，已填内容保留为草稿</translation>
    </message>
    <message>
        <source>Not possible yet: see what is marked below.</source>
        <translation>还不能办理：请看下方标出的各项。</translation>
    </message>
    <message>
        <source>Still missing:</source>
        <translation>还缺：</translation>
    </message>
    <message>
        <source>This was sent before and is being written.</source>
        <translation>此表单已提交，正在写入。</translation>
    </message>
    <message>
        <source>Show it on the map</source>
        <translation>在地图上查看</translation>
    </message>
    <message>
        <source>Give the official number</source>
        <translation>换正式编号</translation>
    </message>
    <message>
        <source>inspector {name}</source>
        <translation>核查人 {name}</translation>
    </message>
    <message>
        <source>Closed on {day}</source>
        <translation>{day}销号</translation>
    </message>
    <message>
        <source>{what} {day}</source>
        <translation>{what} {day}</translation>
    </message>
    <message>
        <source>overdue by {n} day</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>overdue by {n} days</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>{n} day left</source>
        <translation>还剩 {n} 天</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>还剩 {n} 天</translation>
    </message>
    <message>
        <source>{what} {day}, {left}</source>
        <translation>{what} {day}，{left}</translation>
    </message>
    <message>
        <source>&apos;{move}&apos; by {name} waits for a signature of the {tier}.</source>
        <translation>{name}办理的“{move}”等待{tier}人员会签。</translation>
    </message>
    <message>
        <source>Split planned by {actor}: {parts}</source>
        <translation>{actor}拟拆分为：{parts}</translation>
    </message>
    <message>
        <source>Merge planned by {actor}: {parts}</source>
        <translation>{actor}拟合并为：{parts}</translation>
    </message>
    <message>
        <source>The plan of {actor} can&apos;t be signed as things stand:</source>
        <translation>{actor}的拆并方案目前不能会签：</translation>
    </message>
    <message>
        <source>Make the archive pack…</source>
        <translation>生成档案包…</translation>
    </message>
    <message>
        <source>Closing conditions, each with its evidence</source>
        <translation>销号条件，每项注明依据</translation>
    </message>
    <message>
        <source>{now} → {then}</source>
        <translation>{now} → {then}</translation>
    </message>
    <message>
        <source>It waits until another person of the {tier} has signed.</source>
        <translation>须另一位{tier}人员会签后生效。</translation>
    </message>
    <message>
        <source>The issue gets its number.</source>
        <translation>同时生成问题编号。</translation>
    </message>
    <message>
        <source>Add the archive pack, or a hand-over package that holds it (.zip); it is verified here. One that is made now is added by itself.</source>
        <translation>请添加档案包，或含有它的移交包（.zip），在此当场校验。现在生成的会自动加入。</translation>
    </message>
    <message>
        <source>Leads to &apos;{state}&apos;</source>
        <translation>办理后为“{state}”</translation>
    </message>
    <message>
        <source>Sign &apos;{move}&apos;…</source>
        <translation>会签“{move}”…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Closure report…</source>
        <translation>销号报告…</translation>
    </message>
    <message>
        <source>Archive pack…</source>
        <translation>档案包…</translation>
    </message>
    <message>
        <source>Fill in: {name}</source>
        <translation>填写：{name}</translation>
    </message>
    <message>
        <source>New record: {kind}</source>
        <translation>新增记录：{kind}</translation>
    </message>
    <message>
        <source>Complete the record: {kind}</source>
        <translation>补全记录：{kind}</translation>
    </message>
    <message>
        <source>Tie photos of the phase &apos;{phase}&apos;</source>
        <translation>关联“{phase}”照片</translation>
    </message>
    <message>
        <source>Look at the photo</source>
        <translation>查看照片</translation>
    </message>
    <message>
        <source>Make the move &apos;{move}&apos; instead</source>
        <translation>改为办理“{move}”</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>换人登录</translation>
    </message>
    <message>
        <source>Open the form of &apos;{move}&apos;</source>
        <translation>打开“{move}”表单</translation>
    </message>
    <message>
        <source>{name}: a double click or Enter shows it on the map</source>
        <translation>{name}：双击或按回车在地图上查看</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>所涉区域</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>公顷</translation>
    </message>
    <message>
        <source>mu</source>
        <translation>亩</translation>
    </message>
    <message>
        <source>By the boundaries in force on {day}.</source>
        <translation>按 {day} 有效的边界判定。</translation>
    </message>
    <message>
        <source>Another version is in force today; here the one of that day counts.</source>
        <translation>今日有效的是另一版本；本问题仍以当日版本为准。</translation>
    </message>
    <message>
        <source>In force since {day}</source>
        <translation>自 {day} 起有效</translation>
    </message>
    <message>
        <source>Another version has taken its place since</source>
        <translation>此后已被另一版本取代</translation>
    </message>
    <message>
        <source>outside {name}, {metres} m away</source>
        <translation>不在{name}内，相距 {metres} 米</translation>
    </message>
    <message>
        <source>It lies in no boundary of this project.</source>
        <translation>不涉及本项目的任何边界。</translation>
    </message>
    <message>
        <source>A point: it has no area.</source>
        <translation>只有点位，没有面积。</translation>
    </message>
    <message>
        <source>the patch</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Pages of the dossier</source>
        <translation>档案页签</translation>
    </message>
    <message>
        <source>No issue chosen</source>
        <translation>未选择问题</translation>
    </message>
    <message>
        <source>Choose an issue on the map or in the ledger to see its dossier.</source>
        <translation>在地图或台账里选一个问题，查看它的档案。</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>Copy of {name}</source>
        <translation>复制 {name}</translation>
    </message>
    <message>
        <source>No photos yet.</source>
        <translation>还没有照片。</translation>
    </message>
    <message>
        <source>{count} tied, {have} count</source>
        <translation>已关联 {count} 张，有效 {have} 张</translation>
    </message>
    <message>
        <source>{count} tied</source>
        <translation>已关联 {count} 张</translation>
    </message>
    <message>
        <source>What is still to be taken, and where to stand</source>
        <translation>还要补拍什么、站在哪里拍</translation>
    </message>
    <message>
        <source>Show them in the photo tray</source>
        <translation>在照片栏中查看</translation>
    </message>
    <message>
        <source>{n} photo worth a look, no verdict</source>
        <translation>{n} 张照片有疑点提示（不作结论）</translation>
    </message>
    <message>
        <source>{n} photos worth a look, no verdict</source>
        <translation>{n} 张照片有疑点提示（不作结论）</translation>
    </message>
    <message>
        <source>{distance} from the patch</source>
        <translation>距图斑 {distance}</translation>
    </message>
    <message>
        <source>inside the patch</source>
        <translation>在图斑内</translation>
    </message>
    <message>
        <source>The issue is still being read.</source>
        <translation>问题仍在读取中。</translation>
    </message>
    <message>
        <source>&apos;{move}&apos; waits for a signature of the {tier}.</source>
        <translation>“{move}”等待{tier}人员会签。</translation>
    </message>
    <message>
        <source>No move leads on from here.</source>
        <translation>没有后续动作。</translation>
    </message>
    <message>
        <source>Its next moves take another role than yours: {moves}.</source>
        <translation>下一步须由其他角色办理：{moves}。</translation>
    </message>
    <message>
        <source>{move} → {state}</source>
        <translation>{move} → {state}</translation>
    </message>
    <message>
        <source>Open the form…</source>
        <translation>填写表单…</translation>
    </message>
    <message>
        <source>{n} field is still empty:</source>
        <translation>还有 {n} 个字段未填：</translation>
    </message>
    <message>
        <source>{n} fields are still empty:</source>
        <translation>还有 {n} 个字段未填：</translation>
    </message>
    <message>
        <source>for others</source>
        <translation>由他人办理</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可以办理</translation>
    </message>
    <message>
        <source>{n} thing missing</source>
        <translation>缺 {n} 项</translation>
    </message>
    <message>
        <source>{n} things missing</source>
        <translation>缺 {n} 项</translation>
    </message>
    <message>
        <source>Change the record: {kind}</source>
        <translation>修改记录：{kind}</translation>
    </message>
    <message>
        <source>Make void: {kind}</source>
        <translation>作废：{kind}</translation>
    </message>
    <message>
        <source>{record}
It will not count any more; what it said stays on file. Why?</source>
        <translation>{record}
作废后不再计入，原内容仍留档。理由：</translation>
    </message>
    <message>
        <source>Make void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>新增记录</translation>
    </message>
    <message>
        <source>{n} void</source>
        <translation>{n} 条作废</translation>
    </message>
    <message>
        <source>No records yet.</source>
        <translation>还没有记录。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Progress…</source>
        <translation>填进展…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>A signed paper needs this</source>
        <translation>附签字文件时此项必填</translation>
    </message>
    <message>
        <source>Add the signed paper</source>
        <translation>请附上签字文件</translation>
    </message>
    <message>
        <source>One file: put the pages together</source>
        <translation>只能附一个文件：请将各页合并</translation>
    </message>
    <message>
        <source>Second signature: {move}</source>
        <translation>会签：{move}</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>会签</translation>
    </message>
    <message>
        <source>{name} made the move &apos;{move}&apos;. Another person of the {tier} signs it; then it counts.</source>
        <translation>{name}办理了“{move}”，须另一位{tier}人员会签后生效。</translation>
    </message>
    <message>
        <source>{n} plans that differ wait. Another person of the {tier} signs one of them; then it counts, and the others lapse.</source>
        <translation>有 {n} 个不同的方案待会签。由{tier}的另一人会签其中一个，即告生效，其余作罢。</translation>
    </message>
    <message>
        <source>Only where that person signed a paper instead:</source>
        <translation>仅当对方在纸质文件上签字时填写：</translation>
    </message>
    <message>
        <source>Who signed it</source>
        <translation>签字人</translation>
    </message>
    <message>
        <source>That person&apos;s unit</source>
        <translation>签字人单位</translation>
    </message>
    <message>
        <source>Choose the one to sign</source>
        <translation>选定要会签的一个</translation>
    </message>
    <message>
        <source>{day}, {name}</source>
        <translation>{day}，{name}</translation>
    </message>
    <message>
        <source>The plan that says what is to be made is not in this project yet; it can be signed once it is.</source>
        <translation>载明各部分的方案还没有到这个项目里，到了才能会签。</translation>
    </message>
    <message>
        <source>Who signs makes this:</source>
        <translation>会签后建立：</translation>
    </message>
    <message>
        <source>photo {name} ({phase})</source>
        <translation>照片 {name}（{phase}）</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Moves</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What the history is about</source>
        <translation>经过的类别</translation>
    </message>
    <message>
        <source>Find in the history</source>
        <translation>在经过中查找</translation>
    </message>
    <message>
        <source>No event fits the filter.</source>
        <translation>没有符合筛选的内容。</translation>
    </message>
    <message>
        <source>the device itself</source>
        <translation>设备自身</translation>
    </message>
    <message>
        <source>{name} (proved by PIN)</source>
        <translation>{name}（PIN 验证）</translation>
    </message>
    <message>
        <source>for {day}</source>
        <translation>发生于 {day}</translation>
    </message>
    <message>
        <source>Facts of {number}</source>
        <translation>{number} 的要素</translation>
    </message>
    <message>
        <source>{kind} of {number}</source>
        <translation>{number} 的{kind}</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>{move} of {number}</source>
        <translation>{number} {move}</translation>
    </message>
    <message>
        <source>Second signature of {number}</source>
        <translation>{number} 的会签</translation>
    </message>
    <message>
        <source>Remark on {number}</source>
        <translation>{number} 的备注</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>Official number of {number}</source>
        <translation>{number} 换正式编号</translation>
    </message>
    <message>
        <source>Typed and not sent yet:</source>
        <translation>已填写、尚未提交：</translation>
    </message>
    <message>
        <source>{form}: not possible any more. What was typed: {text}</source>
        <translation>{form}：现已无法办理。已填写的内容：{text}</translation>
    </message>
    <message>
        <source>Made of {issues}</source>
        <translation>由 {issues} 拆并而来</translation>
    </message>
    <message>
        <source>In its place: {issues}</source>
        <translation>由 {issues} 接替</translation>
    </message>
    <message>
        <source>Today: {issues}</source>
        <translation>现为 {issues}</translation>
    </message>
    <message>
        <source>⚠ it does not name this one</source>
        <translation>⚠ 对方未记载本问题</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 个</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>尚未移送</translation>
    </message>
    <message>
        <source>sent, no receipt yet</source>
        <translation>已移送，未收回执</translation>
    </message>
    <message>
        <source>received, not concluded</source>
        <translation>已收回执，未办结</translation>
    </message>
    <message>
        <source>concluded</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>尚未答复</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Sent…</source>
        <translation>填移送…</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>填回执…</translation>
    </message>
    <message>
        <source>Concluded…</source>
        <translation>填办结…</translation>
    </message>
    <message>
        <source>Done…</source>
        <translation>填完成…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>填答复…</translation>
    </message>
    <message>
        <source>by its progress {done} of {planned} {unit} done</source>
        <translation>按进展记录已完成 {done} / {planned} {unit}</translation>
    </message>
    <message>
        <source>by its progress {done} {unit} done</source>
        <translation>按进展记录已完成 {done} {unit}</translation>
    </message>
    <message>
        <source>Sent back on {day}, still to be answered: {reason}</source>
        <translation>{day}退回整改，尚待办理：{reason}</translation>
    </message>
</context>
</TS>
