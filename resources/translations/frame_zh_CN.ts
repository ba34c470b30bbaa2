<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Frame</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Issue</source>
        <translation>问题(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Close the project and go back to the start page</source>
        <translation>关闭项目，回到起始页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Put everything away and end the program</source>
        <translation>收好一切，结束程序</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back what was done last, by writing the opposite</source>
        <translation>撤回上一步：写入一条相反的记录</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was taken back last</source>
        <translation>重新执行刚才撤回的一步</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Take the selection away everywhere</source>
        <translation>取消各处的选择</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Search all commands by name</source>
        <translation>按名称搜索全部命令</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>All commands with their keys</source>
        <translation>全部命令及其按键</translation>
    </message>
    <message>
        <source>About Green Shield</source>
        <translation>关于绿盾</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Show the window in Chinese</source>
        <translation>界面用中文显示</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Show the window in English</source>
        <translation>界面用英文显示</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>明暗跟随系统</translation>
    </message>
    <message>
        <source>Follow the system&apos;s colours</source>
        <translation>跟随系统的配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark writing on a light ground</source>
        <translation>浅底深字</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light writing on a dark ground</source>
        <translation>深底浅字</translation>
    </message>
    <message>
        <source>Field mode</source>
        <translation>野外模式</translation>
    </message>
    <message>
        <source>Large targets and high contrast, for work outdoors</source>
        <translation>大按钮、高对比，适合户外使用</translation>
    </message>
    <message>
        <source>Show the list of what is to be done, or close it</source>
        <translation>显示或关闭待办清单</translation>
    </message>
    <message>
        <source>Show the table of issues, or close it</source>
        <translation>显示或关闭问题台账</translation>
    </message>
    <message>
        <source>Show the photos, or close them</source>
        <translation>显示或关闭照片</translation>
    </message>
    <message>
        <source>Shot list</source>
        <translation>补拍清单</translation>
    </message>
    <message>
        <source>Show which shots are still to be taken, or close it</source>
        <translation>显示或关闭补拍清单</translation>
    </message>
    <message>
        <source>Show the charts, or close them</source>
        <translation>显示或关闭图表</translation>
    </message>
    <message>
        <source>Boundary markers</source>
        <translation>界桩与标识牌</translation>
    </message>
    <message>
        <source>Show the list of boundary markers, or close it</source>
        <translation>显示或关闭界桩列表</translation>
    </message>
    <message>
        <source>Patrols</source>
        <translation>常态化巡查</translation>
    </message>
    <message>
        <source>Show the patrols and their coverage, or close them</source>
        <translation>显示或关闭巡查及其覆盖情况</translation>
    </message>
    <message>
        <source>Show the dossier of the issue chosen, or close it</source>
        <translation>显示或关闭所选问题的档案</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>保护地与边界</translation>
    </message>
    <message>
        <source>Show the boundaries and their versions, or close them</source>
        <translation>显示或关闭边界及其版本</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>占满整个屏幕</translation>
    </message>
    <message>
        <source>Arrange as at first</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Put every panel back to its first place and size</source>
        <translation>各面板回到最初的位置和大小</translation>
    </message>
    <message>
        <source>Undo waits until what is being written is done</source>
        <translation>正在写入，写完后再撤销</translation>
    </message>
    <message>
        <source>Taken back: {title}</source>
        <translation>已撤销：{title}</translation>
    </message>
    <message>
        <source>Done again: {title}</source>
        <translation>已重做：{title}</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <source>Closing the project</source>
        <translation>正在关闭项目</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Green Shield</source>
        <translation>绿盾</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Who works here; sign in as another</source>
        <translation>当前操作人；点击可换人登录</translation>
    </message>
    <message>
        <source>Changing the look…</source>
        <translation>正在更换界面样式…</translation>
    </message>
    <message>
        <source>Still at work: {title}</source>
        <translation>仍在进行：{title}</translation>
    </message>
    <message>
        <source>Stop it and quit? What is stored until now stays.</source>
        <translation>停止并退出吗？已保存的内容会保留。</translation>
    </message>
    <message>
        <source>The program made a mistake. Nothing that was stored is harmed by it.</source>
        <translation>程序出了错。已保存的内容不受影响。</translation>
    </message>
    <message>
        <source>Save the report and send it to those who look after the program.</source>
        <translation>请保存报告，发给维护程序的人。</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the words of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation>{value}%</translation>
    </message>
    <message>
        <source>{m2} · {hectares} · {mu}</source>
        <translation>{m2} · {hectares} · {mu}</translation>
    </message>
    <message>
        <source>{value} m²</source>
        <translation>{value} m²</translation>
    </message>
    <message>
        <source>{value} ha</source>
        <translation>{value} 公顷</translation>
    </message>
    <message>
        <source>{value} mu</source>
        <translation>{value} 亩</translation>
    </message>
    <message>
        <source>{value} m</source>
        <translation>{value} 米</translation>
    </message>
    <message>
        <source>{value} km</source>
        <translation>{value} 千米</translation>
    </message>
    <message>
        <source>{year}</source>
        <comment>a year alone</comment>
        <translation>{year}年</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}{day}日</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{n} second</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} hour</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>{name} ({unit})</source>
        <translation>{name}（{unit}）</translation>
    </message>
    <message>
        <source>m²</source>
        <translation>m²</translation>
    </message>
    <message>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>我的工作</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Markers</source>
        <translation>界桩</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Cancel: what is stored until now stays</source>
        <translation>取消：已保存的内容会保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What is half done is finished first.</source>
        <translation>先完成已经开始的部分。</translation>
    </message>
    <message>
        <source>Cancelling: {title}</source>
        <translation>正在取消：{title}</translation>
    </message>
    <message>
        <source>{n} more waits</source>
        <translation>另有 {n} 项等待</translation>
    </message>
    <message>
        <source>{n} more wait</source>
        <translation>另有 {n} 项等待</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>剩 {n} 秒</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>剩 {n} 分钟</translation>
    </message>
    <message>
        <source>open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>sign in where you may write</source>
        <translation>以可写的身份登录</translation>
    </message>
    <message>
        <source>select an issue</source>
        <translation>选中一个问题</translation>
    </message>
    <message>
        <source>select a photo</source>
        <translation>选中一张照片</translation>
    </message>
    <message>
        <source>select an area</source>
        <translation>选中一个保护地</translation>
    </message>
    <message>
        <source>select several issues</source>
        <translation>选中多个问题</translation>
    </message>
    <message>
        <source>select two photos</source>
        <translation>选中两张照片</translation>
    </message>
    <message>
        <source>sign in with another role</source>
        <translation>换一个角色登录</translation>
    </message>
    <message>
        <source>First: {what}</source>
        <translation>须先：{what}</translation>
    </message>
    <message>
        <source>Version {version} · Qt {qt} · Python {python} · {system}</source>
        <translation>版本 {version} · Qt {qt} · Python {python} · {system}</translation>
    </message>
    <message>
        <source>Checks suspicious patches in nature reserves on the ground, keeps the ledger, follows rectification until it is closed, and proves it.</source>
        <translation>实地核查自然保护地的疑似图斑，管理问题台账，跟踪整改直至销号，并留存完整证据。</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>自由软件，依 Apache License 2.0 许可发布。</translation>
    </message>
    <message>
        <source>Its code tables and rule sets are its own; no table in it is an official one.</source>
        <translation>代码表和规则集由本软件自拟，均非官方发布。</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>Remove &apos;{text}&apos;</source>
        <translation>移除“{text}”</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Name, initials or keys of a command</source>
        <translation>命令的名称、拼音首字母或按键</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command is called like that.</source>
        <translation>没有这样的命令。</translation>
    </message>
    <message>
        <source>yyyy-mm-dd</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>yyyy, yyyy-mm or yyyy-mm-dd</source>
        <translation>年、年-月 或 年-月-日</translation>
    </message>
    <message>
        <source>Pick from a calendar (Alt+Down)</source>
        <translation>从日历中选（Alt+↓）</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back.</source>
        <translation>按 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Show the whole message</source>
        <translation>查看全文</translation>
    </message>
    <message>
        <source>Commands and keys</source>
        <translation>命令与按键</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Drag, or use the arrow keys, to see more of either side</source>
        <translation>拖动或按方向键，查看任一侧的更多内容</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Choose the right column on the page of columns, or fill it in in the file.</source>
        <translation>请在“列”页选对列，或在文件中补填。</translation>
    </message>
    <message>
        <source>Look at the issue&apos;s dossier, and correct it there.</source>
        <translation>在该问题的档案中查看并更正。</translation>
    </message>
    <message>
        <source>Fill it in, or choose one source for the whole list on the first page.</source>
        <translation>请补填，或在第一页为整个清单选择来源。</translation>
    </message>
    <message>
        <source>Where this is an office&apos;s existing ledger, say so on the first page.</source>
        <translation>如果是单位原有台账，请在第一页选择。</translation>
    </message>
    <message>
        <source>Choose the sheet or layer above the columns, or another file.</source>
        <translation>请在各列上方选择工作表或图层，或换一个文件。</translation>
    </message>
    <message>
        <source>Compare both in the panel of boundaries. Where they are one, import the file anew and name the earlier one under &apos;Next version of&apos;.</source>
        <translation>请先在“保护地与边界”面板比较两者；若是同一边界，重新导入该文件，并在“是哪个边界的新版本”一栏写明原边界。</translation>
    </message>
    <message>
        <source>Say under &apos;Unchanged ones&apos; what becomes of them.</source>
        <translation>请在“未变的边界”一栏选择如何处理。</translation>
    </message>
    <message>
        <source>Compare with imagery; where positions are off, say under &apos;Positions are those of&apos; whose.</source>
        <translation>请与影像比对；位置有偏移的，在“位置取自”一栏选择是哪种地图。</translation>
    </message>
    <message>
        <source>Fill in from which day they are in force; older ones stay.</source>
        <translation>请填写生效日期；旧版本保留。</translation>
    </message>
    <message>
        <source>Ask where the file comes from, and choose the coordinate system.</source>
        <translation>请向数据提供单位问清坐标系，再选择坐标系。</translation>
    </message>
    <message>
        <source>Choose the right encoding.</source>
        <translation>请选择正确的文字编码。</translation>
    </message>
    <message>
        <source>Import the protected areas first.</source>
        <translation>请先导入自然保护地。</translation>
    </message>
    <message>
        <source>Let a person who has the role sign in and do it.</source>
        <translation>请由有相应角色的人登录后办理。</translation>
    </message>
    <message>
        <source>Type the passphrase. Where it is right, the file is damaged.</source>
        <translation>请输入口令。如果口令正确，则文件已损坏。</translation>
    </message>
    <message>
        <source>Copy the whole folder first; then verify it (Tools, Verify), and make the tables anew from there.</source>
        <translation>先复制整个文件夹，再核验（工具—核验），并在那里重建数据表。</translation>
    </message>
    <message>
        <source>A pack is verified as it is; make the tables anew in a project.</source>
        <translation>档案包只能原样核验；重建数据表请在项目中进行。</translation>
    </message>
    <message>
        <source>Choose the folder of a project, or an archive pack (.zip).</source>
        <translation>请选择项目文件夹或档案包（.zip）。</translation>
    </message>
    <message>
        <source>Type the PIN.</source>
        <translation>请输入 PIN。</translation>
    </message>
    <message>
        <source>Where it is forgotten, a keeper resets it: Tools, Reset a PIN.</source>
        <translation>忘记了的，请管理员清除后重设：工具—清除 PIN。</translation>
    </message>
    <message>
        <source>Choose another name, such as one with the unit behind it.</source>
        <translation>请换一个名字，例如在后面加上单位。</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; stands there already. Name it otherwise, or replace it.</source>
        <translation>“{name}”已存在。请另取名称，或替换它。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>It was done all the same: {title}</source>
        <translation>仍已完成：{title}</translation>
    </message>
    <message>
        <source>What was done last</source>
        <translation>上一步操作</translation>
    </message>
    <message>
        <source>{title} can&apos;t be taken back: {instead}</source>
        <translation>{title}无法撤销：{instead}</translation>
    </message>
    <message>
        <source>{title} can&apos;t be taken back</source>
        <translation>{title}无法撤销</translation>
    </message>
    <message>
        <source>Panels and tools</source>
        <translation>面板与工具</translation>
    </message>
    <message>
        <source>{verb}: {title}</source>
        <translation>{verb}：{title}</translation>
    </message>
    <message>
        <source>On the start page</source>
        <translation>在起始页</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>drop its folder</source>
        <translation>把项目文件夹拖到页面上</translation>
    </message>
    <message>
        <source>Open a recent project, take it off the list</source>
        <translation>打开最近的项目、从列表移除</translation>
    </message>
    <message>
        <source>Enter, Delete</source>
        <translation>Enter 键、Delete 键</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>在地图上</translation>
    </message>
    <message>
        <source>Import tables, boundaries, patches, tracks, photos, basemaps</source>
        <translation>导入表格、边界、图斑、轨迹、照片、底图</translation>
    </message>
    <message>
        <source>drop files or a folder anywhere on the window</source>
        <translation>把文件或文件夹拖到窗口任意处</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>drag; arrows</source>
        <translation>拖动；方向键</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>wheel; + and −</source>
        <translation>滚轮；+ 和 −</translation>
    </message>
    <message>
        <source>Select one more</source>
        <translation>加选一个</translation>
    </message>
    <message>
        <source>click with Shift or Ctrl</source>
        <translation>按住 Shift 或 Ctrl 单击</translation>
    </message>
    <message>
        <source>Select what lies below</source>
        <translation>选中下层对象</translation>
    </message>
    <message>
        <source>click once more at the same place</source>
        <translation>在同一处再单击</translation>
    </message>
    <message>
        <source>List all that lies at a place</source>
        <translation>列出某处的全部对象</translation>
    </message>
    <message>
        <source>right click; menu key at the cross</source>
        <translation>右键；在十字处按菜单键</translation>
    </message>
    <message>
        <source>Click at the cross in the middle</source>
        <translation>在中央十字处单击</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>End a measure or a drawing, take a point back, give it up</source>
        <translation>结束量测或绘制、退回一点、放弃</translation>
    </message>
    <message>
        <source>Enter or double click, Backspace, Esc</source>
        <translation>Enter 或双击、Backspace、Esc</translation>
    </message>
    <message>
        <source>Go to all of a layer or basemap</source>
        <translation>缩放到整个图层或底图</translation>
    </message>
    <message>
        <source>double click or Enter in its list</source>
        <translation>在列表中双击或按 Enter</translation>
    </message>
    <message>
        <source>Lay a layer or basemap higher or lower</source>
        <translation>上移或下移图层、底图</translation>
    </message>
    <message>
        <source>Alt+↑, Alt+↓ in its list</source>
        <translation>在列表中按 Alt+↑、Alt+↓</translation>
    </message>
    <message>
        <source>Move the swipe, put it back to the middle</source>
        <translation>移动卷帘、回到中间</translation>
    </message>
    <message>
        <source>drag or arrows, double click</source>
        <translation>拖动或方向键、双击</translation>
    </message>
    <message>
        <source>In the list of work and the ledger</source>
        <translation>在工作清单和台账中</translation>
    </message>
    <message>
        <source>Open the dossier of a line</source>
        <translation>打开该行的档案</translation>
    </message>
    <message>
        <source>Enter; in the list of work also double click</source>
        <translation>Enter；工作清单中也可双击</translation>
    </message>
    <message>
        <source>Show a line of the ledger on the map</source>
        <translation>在地图上显示台账的一行</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Go to a number</source>
        <translation>定位到编号</translation>
    </message>
    <message>
        <source>type how it begins</source>
        <translation>直接键入编号开头</translation>
    </message>
    <message>
        <source>Go to the search, to the first and the last line</source>
        <translation>转到搜索框、首行、末行</translation>
    </message>
    <message>
        <source>F, Home, End</source>
        <translation>F 键、Home 键、End 键</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择显示的列</translation>
    </message>
    <message>
        <source>right click on the heading</source>
        <translation>右键单击表头</translation>
    </message>
    <message>
        <source>In the shot list</source>
        <translation>补拍清单</translation>
    </message>
    <message>
        <source>Go to where to stand, show the photo to match</source>
        <translation>定位到站位，查看要对照的照片</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>回车、空格</translation>
    </message>
    <message>
        <source>Choose a shot on the map</source>
        <translation>在地图上选择一张</translation>
    </message>
    <message>
        <source>click on its place</source>
        <translation>单击站位</translation>
    </message>
    <message>
        <source>Among photos</source>
        <translation>在照片中</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>drop files or folders</source>
        <translation>拖入文件或文件夹</translation>
    </message>
    <message>
        <source>Show large</source>
        <translation>查看大图</translation>
    </message>
    <message>
        <source>Space or double click</source>
        <translation>空格或双击</translation>
    </message>
    <message>
        <source>Tie to a suggested issue, to another one, untie</source>
        <translation>关联到建议的问题、关联到其他问题、取消关联</translation>
    </message>
    <message>
        <source>1 to 9 or Enter, I, Delete</source>
        <translation>1 至 9 或 Enter、I、Delete</translation>
    </message>
    <message>
        <source>Tie the selected photos, or place them by hand</source>
        <translation>关联选中的照片，或手工定位</translation>
    </message>
    <message>
        <source>drag them onto an issue in the map or ledger, or beside</source>
        <translation>拖到地图或台账中的问题上；拖到地图空白处为手工定位</translation>
    </message>
    <message>
        <source>Phase: by the day, before, during, after, look-back</source>
        <translation>阶段：按日期、整改前、整改中、整改后、回头看</translation>
    </message>
    <message>
        <source>Kind: by the distance, far, near, detail, from the air</source>
        <translation>类型：按距离、远景、近景、细部、航拍</translation>
    </message>
    <message>
        <source>Large: the next and the one before, turn</source>
        <translation>大图：下一张和上一张、旋转</translation>
    </message>
    <message>
        <source>→ and ←, ] and [</source>
        <translation>→ 和 ←、] 和 [</translation>
    </message>
    <message>
        <source>Large: whole, one to one, on the map</source>
        <translation>大图：整幅、原始大小、在地图上显示</translation>
    </message>
    <message>
        <source>Ctrl+0, Ctrl+1 or double click, Ctrl+M</source>
        <translation>Ctrl+0、Ctrl+1 或双击、Ctrl+M</translation>
    </message>
    <message>
        <source>Large: search EXIF as read</source>
        <translation>大图：搜索 EXIF 原始信息</translation>
    </message>
    <message>
        <source>Large: save a copy of the original</source>
        <translation>大图：导出原片</translation>
    </message>
    <message>
        <source>Before and after: swipe, the next and the pair before</source>
        <translation>前后对比：卷帘、下一对和上一对</translation>
    </message>
    <message>
        <source>S, Page Down, Page Up</source>
        <translation>S 键、Page Down 键、Page Up 键</translation>
    </message>
    <message>
        <source>In the dossier</source>
        <translation>在档案中</translation>
    </message>
    <message>
        <source>Carry out a form, leave it</source>
        <translation>执行表单、离开表单</translation>
    </message>
    <message>
        <source>Ctrl+Enter, Esc</source>
        <translation>Ctrl+Enter 键、Esc 键</translation>
    </message>
    <message>
        <source>Send a remark</source>
        <translation>发送备注</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter 键</translation>
    </message>
    <message>
        <source>Go to what a line of the readiness list wants</source>
        <translation>转到所缺内容的填写处</translation>
    </message>
    <message>
        <source>click, Enter or Space</source>
        <translation>单击、Enter 或空格</translation>
    </message>
    <message>
        <source>Attach files to a record, take one away</source>
        <translation>给记录添加附件、移除附件</translation>
    </message>
    <message>
        <source>drop them, Delete</source>
        <translation>拖入文件、Delete</translation>
    </message>
    <message>
        <source>Show an area or zone of the overlay on the map</source>
        <translation>在地图上显示叠加的保护地或分区</translation>
    </message>
    <message>
        <source>double click or Enter</source>
        <translation>双击或 Enter</translation>
    </message>
    <message>
        <source>Open a document, or an entry of the history</source>
        <translation>打开文书，展开历史条目</translation>
    </message>
    <message>
        <source>double click or Enter; of the history also a click</source>
        <translation>双击或 Enter；历史条目也可单击</translation>
    </message>
    <message>
        <source>In charts</source>
        <translation>在图表中</translation>
    </message>
    <message>
        <source>From bar to bar, show it in the ledger</source>
        <translation>逐项移动、在台账中显示</translation>
    </message>
    <message>
        <source>arrows, Enter</source>
        <translation>方向键、Enter</translation>
    </message>
    <message>
        <source>Read-only: nothing can be changed in this project now. To write, open it by File, Open project; while another program writes in it, wait until that is done.</source>
        <translation>只读打开：本项目现在不能做任何修改。要修改，请用“文件”菜单的“打开项目”重新打开；有其他程序正在写入的，等它写完再打开。</translation>
    </message>
    <message>
        <source>Nobody is signed in: say who works here first (File, Switch person).</source>
        <translation>尚未登录：请先选定操作人（“文件”菜单，“切换人员”）。</translation>
    </message>
    <message>
        <source>If an older version of the program wrote it, what is seen here is an upgraded copy; the project itself is upgraded only when it is opened for writing.</source>
        <translation>如果项目由旧版程序写成，这里看到的是升级后的副本；项目本身在以可写方式打开时才升级。</translation>
    </message>
    <message>
        <source>{name} is no longer in {folder}: it was moved, renamed or deleted.</source>
        <translation>{folder} 中已没有 {name}：可能已被移动、改名或删除。</translation>
    </message>
    <message>
        <source>No program on this computer opens {name}. It lies in {folder}.</source>
        <translation>本机没有能打开 {name} 的程序。文件在 {folder}。</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>悬浮</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Scroll Left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>向右滚动</translation>
    </message>
</context>
</TS>
