<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Charts</name>
    <message>
        <source>Progress against deadlines</source>
        <translation>整改进度与时限</translation>
    </message>
    <message>
        <source>How the open problems went down over time</source>
        <translation>未完成问题随时间减少的情况</translation>
    </message>
    <message>
        <source>Problems by type</source>
        <translation>问题按类型</translation>
    </message>
    <message>
        <source>Problems by activity, key problem or source</source>
        <translation>按活动类型、重点问题或来源统计问题</translation>
    </message>
    <message>
        <source>Problems by county</source>
        <translation>问题按县</translation>
    </message>
    <message>
        <source>Where each county&apos;s problems stand</source>
        <translation>各县问题的整改情况</translation>
    </message>
    <message>
        <source>Closing rate</source>
        <translation>销号率</translation>
    </message>
    <message>
        <source>Which share of the problems is rectified and closed</source>
        <translation>问题整改完成与销号的比例</translation>
    </message>
    <message>
        <source>Save chart as picture…</source>
        <translation>图表存为图片…</translation>
    </message>
    <message>
        <source>Save the chart that is shown as PNG</source>
        <translation>把当前图表存为 PNG</translation>
    </message>
    <message>
        <source>Save chart&apos;s numbers…</source>
        <translation>导出图表数据…</translation>
    </message>
    <message>
        <source>Save the numbers of the chart as CSV</source>
        <translation>把图表的数据存为 CSV</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Click to see the next of them</source>
        <translation>点击查看后面的</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{n} others</source>
        <translation>其他 {n} 项</translation>
    </message>
    <message>
        <source>rectification overdue</source>
        <translation>整改逾期</translation>
    </message>
    <message>
        <source>undone, in time</source>
        <translation>未完成（未到期）</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已验收</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已销号</translation>
    </message>
    <message>
        <source>done by an old ledger&apos;s word</source>
        <translation>历史导入（称已完成）</translation>
    </message>
    <message>
        <source>not closed</source>
        <translation>未销号</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>整改未完成</translation>
    </message>
    <message>
        <source>undone, if every deadline is kept</source>
        <translation>按时限应剩</translation>
    </message>
    <message>
        <source>County</source>
        <translation>县</translation>
    </message>
    <message>
        <source>not filled in</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动类型</translation>
    </message>
    <message>
        <source>Key problem</source>
        <translation>重点问题</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>问题来源</translation>
    </message>
    <message>
        <source>{day} (plan)</source>
        <translation>{day}（计划）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>{n} issue imported</source>
        <translation>导入 {n} 个问题</translation>
    </message>
    <message>
        <source>{n} issues imported</source>
        <translation>导入 {n} 个问题</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>By type</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By county</source>
        <translation>按县</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>No problem is in the ledger yet</source>
        <translation>台账中还没有问题</translation>
    </message>
    <message>
        <source>Charts count issues from the moment they are registered.</source>
        <translation>图表从入账起统计问题。</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>统计口径</translation>
    </message>
    <message>
        <source>Counting for the charts</source>
        <translation>正在统计图表数据</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saving the chart</source>
        <translation>正在保存图表</translation>
    </message>
    <message>
        <source>{title} · {day}</source>
        <translation>{title} · {day}</translation>
    </message>
    <message>
        <source>rectified, with evidence</source>
        <translation>整改完成（有本项目证据）</translation>
    </message>
    <message>
        <source>closed, with evidence</source>
        <translation>销号（有本项目证据）</translation>
    </message>
    <message>
        <source>closed, old ledgers&apos; claims counted</source>
        <translation>销号（含历史台账记载）</translation>
    </message>
    <message>
        <source>{n} issue is closed by an old ledger&apos;s word alone: the rates of the summary count what is proved here.</source>
        <translation>另有 {n} 个问题仅按历史台账记载为已销号（历史导入），未经本项目证据核实，与汇总表一致，不计入整改完成率和销号率；虚线为计入后的比例。</translation>
    </message>
    <message>
        <source>{n} issues are closed by an old ledger&apos;s word alone: the rates of the summary count what is proved here.</source>
        <translation>另有 {n} 个问题仅按历史台账记载为已销号（历史导入），未经本项目证据核实，与汇总表一致，不计入整改完成率和销号率；虚线为计入后的比例。</translation>
    </message>
</context>
</TS>
