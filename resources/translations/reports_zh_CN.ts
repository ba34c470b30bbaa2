<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Reports</name>
    <message>
        <source>&amp;Closure report…</source>
        <translation>销号报告(&amp;C)…</translation>
    </message>
    <message>
        <source>The report of one issue, as a document or PDF</source>
        <translation>单个问题的报告，文档或 PDF</translation>
    </message>
    <message>
        <source>&amp;Archive pack…</source>
        <translation>档案包(&amp;A)…</translation>
    </message>
    <message>
        <source>Report, papers, photos and signed events in one file</source>
        <translation>报告、文件、照片和已签名的事件合为一个文件</translation>
    </message>
    <message>
        <source>Reports of &amp;many issues…</source>
        <translation>批量生成报告(&amp;M)…</translation>
    </message>
    <message>
        <source>Reports and packs of many issues, in a folder</source>
        <translation>多个问题的报告和档案包，写入一个文件夹</translation>
    </message>
    <message>
        <source>&amp;Hand-over package…</source>
        <translation>移交包(&amp;H)…</translation>
    </message>
    <message>
        <source>Many archive packs in one signed file</source>
        <translation>多个档案包合为一个签名的文件</translation>
    </message>
    <message>
        <source>&amp;Template…</source>
        <translation>报告模板(&amp;T)…</translation>
    </message>
    <message>
        <source>The county&apos;s own form of the closure report</source>
        <translation>本县自己的销号报告格式</translation>
    </message>
    <message>
        <source>&amp;Summary…</source>
        <translation>汇总表(&amp;S)…</translation>
    </message>
    <message>
        <source>All issues counted, as a workbook</source>
        <translation>全部问题的汇总，工作簿</translation>
    </message>
    <message>
        <source>Schedule of c&amp;losings…</source>
        <translation>按时序销号表(&amp;L)…</translation>
    </message>
    <message>
        <source>Planned and real closings, month by month</source>
        <translation>逐月的计划销号与实际销号</translation>
    </message>
    <message>
        <source>Type an issue&apos;s number.</source>
        <translation>请填写问题编号。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>Archive pack</source>
        <translation>档案包</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>Closure report</source>
        <translation>销号报告</translation>
    </message>
    <message>
        <source>&amp;Issue</source>
        <translation>问题(&amp;I)</translation>
    </message>
    <message>
        <source>issue number or clue number</source>
        <translation>问题编号或核查点编号</translation>
    </message>
    <message>
        <source>Fo&amp;rm</source>
        <translation>形式(&amp;R)</translation>
    </message>
    <message>
        <source>As of the &amp;day</source>
        <translation>截至日期(&amp;D)</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>模板(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>closure report, to be edited (.docx)</source>
        <translation>销号报告，可编辑（.docx）</translation>
    </message>
    <message>
        <source>closure report, to be handed in (.pdf)</source>
        <translation>销号报告，用于报送（.pdf）</translation>
    </message>
    <message>
        <source>both, side by side (.docx and .pdf)</source>
        <translation>两种都要，并排放置（.docx 和 .pdf）</translation>
    </message>
    <message>
        <source>archive pack that proves itself (.zip)</source>
        <translation>可独立验证的档案包（.zip）</translation>
    </message>
    <message>
        <source>small copies, for the screen and for sending</source>
        <translation>小尺寸副本（供屏幕查看、发送）</translation>
    </message>
    <message>
        <source>copies for printing</source>
        <translation>打印用副本</translation>
    </message>
    <message>
        <source>copies of full size (a large file)</source>
        <translation>原尺寸副本（文件较大）</translation>
    </message>
    <message>
        <source>No copy carries the place, the device or other metadata of the original. The archive pack holds the originals besides.</source>
        <translation>任何副本都不带原件的定位、设备等拍摄信息。档案包另收原件。</translation>
    </message>
    <message>
        <source>the project&apos;s: {name}</source>
        <translation>项目所用的：{name}</translation>
    </message>
    <message>
        <source>the built-in one</source>
        <translation>内置模板</translation>
    </message>
    <message>
        <source>another file, for this once…</source>
        <translation>另选文件，只用这一次…</translation>
    </message>
    <message>
        <source>Which template?</source>
        <translation>选哪个模板？</translation>
    </message>
    <message>
        <source>Word document (*.docx)</source>
        <translation>Word 文档 (*.docx)</translation>
    </message>
    <message>
        <source>all closed ones: {n}</source>
        <translation>全部已销号的：{n} 个</translation>
    </message>
    <message>
        <source>closed and not filed yet: {n}</source>
        <translation>已销号尚未备案的：{n} 个</translation>
    </message>
    <message>
        <source>the selected ones: {n}</source>
        <translation>所选的：{n} 个</translation>
    </message>
    <message>
        <source>those that the ledger lists: {n}</source>
        <translation>台账当前所列的：{n} 个</translation>
    </message>
    <message>
        <source>{name}: {state}</source>
        <translation>{name}：{state}</translation>
    </message>
    <message>
        <source>archive pack</source>
        <translation>档案包</translation>
    </message>
    <message>
        <source>closure report</source>
        <translation>销号报告</translation>
    </message>
    <message>
        <source>Writing {file}</source>
        <translation>正在写出 {file}</translation>
    </message>
    <message>
        <source>It is written.</source>
        <translation>已写出。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Where does it go?</source>
        <translation>保存到哪里？</translation>
    </message>
    <message>
        <source>&amp;Open it afterwards</source>
        <translation>写出后打开(&amp;O)</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写出</translation>
    </message>
    <message>
        <source>What it could not show</source>
        <translation>未能写入的内容</translation>
    </message>
    <message>
        <source>closure reports</source>
        <translation>销号报告</translation>
    </message>
    <message>
        <source>Choose one form at least.</source>
        <translation>请至少选一种形式。</translation>
    </message>
    <message>
        <source>Writing reports to {folder}</source>
        <translation>正在把报告写入 {folder}</translation>
    </message>
    <message>
        <source>Reports of many issues</source>
        <translation>批量生成报告</translation>
    </message>
    <message>
        <source>One file an issue and form, called by its number. What is there already and still right is left as it is; an issue that can&apos;t be reported stops no other.</source>
        <translation>每个问题每种形式一个文件，以编号命名。已有且仍然正确的不再重写；某个问题出不了报告，不影响其他问题。</translation>
    </message>
    <message>
        <source>Fo&amp;rms</source>
        <translation>形式(&amp;R)</translation>
    </message>
    <message>
        <source>report, to be edited (.docx)</source>
        <translation>报告，可编辑（.docx）</translation>
    </message>
    <message>
        <source>to be handed in (.pdf)</source>
        <translation>供上报（.pdf）</translation>
    </message>
    <message>
        <source>archive pack (.zip)</source>
        <translation>档案包（.zip）</translation>
    </message>
    <message>
        <source>Into which folder?</source>
        <translation>写入哪个文件夹？</translation>
    </message>
    <message>
        <source>Write again what is there unc&amp;hanged</source>
        <translation>未变的也重新生成(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open the folder afterwards</source>
        <translation>完成后打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is the matter</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>What is written stays; written again, it goes on from there.</source>
        <translation>已写的都保留；再次生成时接着做。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The reports of {n} issue are written</source>
        <translation>已生成 {n} 个问题的报告</translation>
    </message>
    <message>
        <source>The reports of {n} issues are written</source>
        <translation>已生成 {n} 个问题的报告</translation>
    </message>
    <message>
        <source>{n} of them drafts</source>
        <translation>其中草稿 {n} 个</translation>
    </message>
    <message>
        <source>{n} there already and unchanged</source>
        <translation>已有且未变 {n} 个</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>未能生成 {n} 个</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>There is none. Choose others, or select some before.</source>
        <translation>一个也没有。请另选范围，或先选中一些问题。</translation>
    </message>
    <message>
        <source>Say where it is to go.</source>
        <translation>请指定写到哪里。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>&amp;Issues</source>
        <translation>问题(&amp;I)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>schedule of closings</source>
        <translation>按时序销号表</translation>
    </message>
    <message>
        <source>Name a month, such as 2026-05.</source>
        <translation>请写到月份，如 2026-05。</translation>
    </message>
    <message>
        <source>The last month lies before the first.</source>
        <translation>截止月份早于起始月份。</translation>
    </message>
    <message>
        <source>Schedule of closings</source>
        <translation>按时序销号表</translation>
    </message>
    <message>
        <source>Which closings were planned for each month and which came, county by county. Without months from the first deadline or closing to the last deadline.</source>
        <translation>逐月、逐县列出计划销号与实际销号。不填月份时，从最早的时限或销号到最晚的时限。</translation>
    </message>
    <message>
        <source>&amp;From the month</source>
        <translation>起始月份(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To the month</source>
        <translation>截止月份(&amp;T)</translation>
    </message>
    <message>
        <source>F&amp;ile</source>
        <translation>文件(&amp;I)</translation>
    </message>
    <message>
        <source>It is written; it tells {n} month.</source>
        <translation>已写好，共 {n} 个月。</translation>
    </message>
    <message>
        <source>It is written; it tells {n} months.</source>
        <translation>已写好，共 {n} 个月。</translation>
    </message>
    <message>
        <source>summary</source>
        <translation>汇总表</translation>
    </message>
    <message>
        <source>Choose one table at least.</source>
        <translation>请至少选一张汇总表。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>汇总表</translation>
    </message>
    <message>
        <source>All issues, counted by state, type and county.</source>
        <translation>按状态、类型和县统计全部问题。</translation>
    </message>
    <message>
        <source>&amp;Tables</source>
        <translation>汇总表(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Names of divisions</source>
        <translation>行政区划名称(&amp;N)</translation>
    </message>
    <message>
        <source>For this once, several parted by ; such as 220500=Tongming</source>
        <translation>只用于这一次；多个用分号隔开，如 220500=通明市</translation>
    </message>
    <message>
        <source>by county</source>
        <translation>按区县</translation>
    </message>
    <message>
        <source>by responsible unit</source>
        <translation>按责任单位</translation>
    </message>
    <message>
        <source>by responsible person</source>
        <translation>按责任人</translation>
    </message>
    <message>
        <source>Sheets of the single &amp;issues behind each figure</source>
        <translation>每个数字背后的问题明细(&amp;I)</translation>
    </message>
    <message>
        <source>Figures as formulas that &amp;calculate</source>
        <translation>数字用公式计算(&amp;C)</translation>
    </message>
    <message>
        <source>Without them the workbook names no issue: to be passed on.</source>
        <translation>不含明细时，工作簿不出现任何单个问题，便于外传。</translation>
    </message>
    <message>
        <source>As it stood at the end of the &amp;day</source>
        <translation>截至日期(&amp;D)</translation>
    </message>
    <message>
        <source>It is written; it counts {n} issue.</source>
        <translation>已写出，汇总 {n} 个问题。</translation>
    </message>
    <message>
        <source>It is written; it counts {n} issues.</source>
        <translation>已写出，汇总 {n} 个问题。</translation>
    </message>
    <message>
        <source>hand-over package</source>
        <translation>移交包</translation>
    </message>
    <message>
        <source>Hand-over package</source>
        <translation>移交包</translation>
    </message>
    <message>
        <source>The archive packs of many issues in one signed file, with the list of them. It is what goes up to be filed; &apos;File&apos; takes it for each of its issues.</source>
        <translation>多个问题的档案包连同清单合为一个签名的文件，用于上报备案；包内每个问题办理“备案”时都可用它。</translation>
    </message>
    <message>
        <source>Package (*.zip)</source>
        <translation>移交包 (*.zip)</translation>
    </message>
    <message>
        <source>The package is written; it holds the pack of {n} issue.</source>
        <translation>移交包已写好，内有 {n} 个问题的档案包。</translation>
    </message>
    <message>
        <source>The package is written; it holds the packs of {n} issues.</source>
        <translation>移交包已写好，内有 {n} 个问题的档案包。</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止，没有写出任何文件。</translation>
    </message>
    <message>
        <source>Changing the template of the closure report</source>
        <translation>更改销号报告的模板</translation>
    </message>
    <message>
        <source>Report, Template: use the earlier one again</source>
        <translation>在“报告、报告模板”中改回原来的模板</translation>
    </message>
    <message>
        <source>Template of the closure report</source>
        <translation>销号报告的模板</translation>
    </message>
    <message>
        <source>&amp;New template</source>
        <translation>新模板(&amp;N)</translation>
    </message>
    <message>
        <source>Use from now on</source>
        <translation>从现在起使用</translation>
    </message>
    <message>
        <source>Use the &amp;built-in one</source>
        <translation>改用内置模板(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Save the one in use…</source>
        <translation>导出所用模板(&amp;S)…</translation>
    </message>
    <message>
        <source>A county may report on a form of its own: a Word document in which {marks} stand for what is filled in. The one that ships uses every field there is: save it to start from.</source>
        <translation>一县可以用自己的报告格式：一个 Word 文档，要填写之处用 {marks} 标出。内置模板用到了全部字段，可以导出后在其上修改。</translation>
    </message>
    <message>
        <source>Only a keeper who is signed in can change it.</source>
        <translation>只有登录的管理员可以更改。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>现在使用</translation>
    </message>
    <message>
        <source>Looking at {file}</source>
        <translation>正在检查 {file}</translation>
    </message>
    <message>
        <source>It can be used; it asks for {n} field.</source>
        <translation>可以使用，用到 {n} 个字段。</translation>
    </message>
    <message>
        <source>It can be used; it asks for {n} fields.</source>
        <translation>可以使用，用到 {n} 个字段。</translation>
    </message>
    <message>
        <source>It can&apos;t be used: it has {n} fault.</source>
        <translation>不能使用，有 {n} 处错误。</translation>
    </message>
    <message>
        <source>It can&apos;t be used: it has {n} faults.</source>
        <translation>不能使用，有 {n} 处错误。</translation>
    </message>
    <message>
        <source>Reports are made with {name} from now on.</source>
        <translation>从现在起报告用 {name} 生成。</translation>
    </message>
    <message>
        <source>template of the closure report</source>
        <translation>销号报告模板</translation>
    </message>
    <message>
        <source>It is written. Change it in Word, then name it here.</source>
        <translation>已写出。用 Word 修改后，在这里选它。</translation>
    </message>
</context>
</TS>
