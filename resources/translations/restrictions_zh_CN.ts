<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Restrictions</name>
    <message>
        <source>&amp;Negative lists…</source>
        <translation>负面清单(&amp;N)…</translation>
    </message>
    <message>
        <source>Measures that a space bars or limits, by version</source>
        <translation>查看各版本负面清单：各类空间禁止或限制的修复行为</translation>
    </message>
    <message>
        <source>Negative lists</source>
        <translation>负面清单</translation>
    </message>
    <message>
        <source>No negative list is in this project yet</source>
        <translation>本项目还没有负面清单</translation>
    </message>
    <message>
        <source>It says which measures a space bars or limits. Plans that name one are told so while they are typed.</source>
        <translation>负面清单写明各类空间禁止或限制哪些修复行为。填写整改方案时，涉及清单所列行为的会当场提示。</translation>
    </message>
    <message>
        <source>Import a negative list…</source>
        <translation>导入负面清单…</translation>
    </message>
    <message>
        <source>Versions of the lists</source>
        <translation>清单版本</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Plans that name one</source>
        <translation>涉及的方案(&amp;P)</translation>
    </message>
    <message>
        <source>Select the issues whose plans name what is barred or limited</source>
        <translation>选中整改方案涉及禁止、限制行为的问题</translation>
    </message>
    <message>
        <source>&amp;Correct the row…</source>
        <translation>改正该条(&amp;C)…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Reading plans</source>
        <translation>正在核对整改方案</translation>
    </message>
    <message>
        <source>No plan names what a list bars or limits</source>
        <translation>没有涉及负面清单的整改方案</translation>
    </message>
    <message>
        <source>{n} issue selected: its plan names one</source>
        <translation>已选中 {n} 个整改方案涉及负面清单的问题</translation>
    </message>
    <message>
        <source>{n} issues selected: their plans name one</source>
        <translation>已选中 {n} 个整改方案涉及负面清单的问题</translation>
    </message>
    <message>
        <source>{n} of {total} rows</source>
        <translation>显示 {n} 条，共 {total} 条</translation>
    </message>
    <message>
        <source>Put the &amp;row back…</source>
        <translation>恢复该条(&amp;R)…</translation>
    </message>
    <message>
        <source>Take the &amp;row out of force…</source>
        <translation>作废该条(&amp;R)…</translation>
    </message>
    <message>
        <source>Put the &amp;list back…</source>
        <translation>恢复该清单(&amp;L)…</translation>
    </message>
    <message>
        <source>Take the &amp;list out of force…</source>
        <translation>作废该清单(&amp;L)…</translation>
    </message>
    <message>
        <source>In force beside it, and against it (what bars holds):</source>
        <translation>与下列有效条目一禁一限（从严，按禁止）：</translation>
    </message>
    <message>
        <source>The same is said by:</source>
        <translation>下列条目有相同内容：</translation>
    </message>
    <message>
        <source>Correct a row</source>
        <translation>改正一条</translation>
    </message>
    <message>
        <source>{measures}, row {row} of {file}. What it was stays in the history.</source>
        <translation>{measures}（{file} 第 {row} 行）。原内容保留在历史中。</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Several are parted by 、</source>
        <translation>多项用“、”隔开</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>日期格式不对。</translation>
    </message>
    <message>
        <source>Correcting {measures}</source>
        <translation>改正“{measures}”</translation>
    </message>
    <message>
        <source>Find words</source>
        <translation>查找文字</translation>
    </message>
    <message>
        <source>every space</source>
        <translation>全部空间</translation>
    </message>
    <message>
        <source>barred and limited</source>
        <translation>禁止和限制</translation>
    </message>
    <message>
        <source>Only what is in force on this day</source>
        <translation>只看该日有效的</translation>
    </message>
    <message>
        <source>also out of force</source>
        <translation>含已作废</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>All lists</source>
        <translation>全部清单</translation>
    </message>
    <message>
        <source>from ever</source>
        <translation>未写起始日期</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>管控要求</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>行为</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>适用空间</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>具体要求</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <source>Put back into force</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>{what} holds again, as it did before.</source>
        <translation>{what}：恢复后照旧有效。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Take out of force</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>{what}: no plan is held against it any more, of whatever day. It stays in the history.</source>
        <translation>{what}：作废后不再用来核对整改方案（不论日期），历史仍然保留。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>请写明原因。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Putting back into force</source>
        <translation>恢复负面清单</translation>
    </message>
    <message>
        <source>Taking out of force</source>
        <translation>作废负面清单</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} 至 {until}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>{day} 起</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day} 止</translation>
    </message>
    <message>
        <source>out of force</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>已被替代</translation>
    </message>
    <message>
        <source>not yet in force</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>{n} row</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>{barred} barred, {limited} limited</source>
        <translation>禁止 {barred}，限制 {limited}</translation>
    </message>
    <message>
        <source>{rows}: {split}</source>
        <translation>{rows}：{split}</translation>
    </message>
</context>
</TS>
