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
        <source>&amp;Summary…</source>
        <translation>汇总表(&amp;S)…</translation>
    </message>
    <message>
        <source>All issues counted, as a workbook</source>
        <translation>全部问题的汇总，工作簿</translation>
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
        <source>What to do</source>
        <translation>怎么办</translation>
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
        <source>summary</source>
        <translation>汇总表</translation>
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
        <source>As it stood at the end of the &amp;day</source>
        <translation>截至当日(&amp;D)</translation>
    </message>
    <message>
        <source>It is written; it counts {n} issue.</source>
        <translation>已写出，汇总 {n} 个问题。</translation>
    </message>
    <message>
        <source>It is written; it counts {n} issues.</source>
        <translation>已写出，汇总 {n} 个问题。</translation>
    </message>
</context>
</TS>
