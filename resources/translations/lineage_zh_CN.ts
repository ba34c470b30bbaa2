<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Lineage</name>
    <message>
        <source>Split along a line</source>
        <translation>沿线拆分</translation>
    </message>
    <message>
        <source>Draw on the map where the patch of the issue is parted</source>
        <translation>在地图上画出分开问题图斑的线</translation>
    </message>
    <message>
        <source>Split off an outline</source>
        <translation>画轮廓拆出</translation>
    </message>
    <message>
        <source>Draw on the map which piece of the patch is split off</source>
        <translation>在地图上画出要从图斑中拆出的一块</translation>
    </message>
    <message>
        <source>Split by a file…</source>
        <translation>按文件拆分…</translation>
    </message>
    <message>
        <source>The parts, or the line that parts them, from a file</source>
        <translation>各部分的面，或分开图斑的线，取自文件</translation>
    </message>
    <message>
        <source>Merge the selected issues…</source>
        <translation>合并所选问题…</translation>
    </message>
    <message>
        <source>One issue in the place of several</source>
        <translation>用一个问题取代多个问题</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>such as: the field check found two</source>
        <translation>例如：现场核查为两处</translation>
    </message>
    <message>
        <source>What to look at</source>
        <translation>需要核对的</translation>
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
        <source>Say why.</source>
        <translation>请写明理由。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What comes of it starts as a clue, is checked anew, and takes photos, records and documents along. The old issue stays, void, and names what took its place.</source>
        <translation>办理后的各问题从待派发办起，重新核查；照片、记录和文件随之带走。原问题保留为“撤销”，并写明由谁取代。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Nothing changes until somebody of the city has signed: numbers, shapes and amounts as they stand here are what the city signs. What comes of it then takes over the state &apos;{state}&apos; and the deadline ({deadline}); self-check, review and acceptance are made anew.</source>
        <translation>市级会签后才生效，此前什么都不变：市级会签的就是这里的编号、图形和数额。生效后承继“{state}”状态和整改时限（{deadline}）；自查、审核、验收重新办理。</translation>
    </message>
    <message>
        <source>{numbers} will be made once somebody of the city has signed (To do, Sign).</source>
        <translation>市级会签后（待办页的“会签”）才建立 {numbers}。</translation>
    </message>
    <message>
        <source>Looking at the issues</source>
        <translation>查看所选问题</translation>
    </message>
    <message>
        <source>Give it a number.</source>
        <translation>请填写编号。</translation>
    </message>
    <message>
        <source>Merge into {number}</source>
        <translation>合并为 {number}</translation>
    </message>
    <message>
        <source>split it again</source>
        <translation>再拆分</translation>
    </message>
    <message>
        <source>Merge issues</source>
        <translation>合并问题</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Ask for the signature</source>
        <translation>提请会签</translation>
    </message>
    <message>
        <source>{number} ({state}, {area})</source>
        <translation>{number}（{state}，{area}）</translation>
    </message>
    <message>
        <source>no patch</source>
        <translation>无图斑</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>等另外 {n} 个</translation>
    </message>
    <message>
        <source>{issues} become one issue of {area}.</source>
        <translation>{issues}合并为一个问题，面积 {area}。</translation>
    </message>
    <message>
        <source>Several have an amount that counts once: give the sum where they are several, and one of them where they are the same.</source>
        <translation>几个问题都有只能计一次的数额：各是一笔的填合计，本是一笔的填一次。</translation>
    </message>
    <message>
        <source>They differ in what their entry or plan rests on: say what holds. Of activity, source and area it is one of theirs; zones are all of theirs.</source>
        <translation>它们入账或方案所依据的要素不一致，请填以哪个为准：活动、来源、保护地填其中之一，功能区填全。</translation>
    </message>
    <message>
        <source>{number} has taken their place.</source>
        <translation>已由 {number} 取代。</translation>
    </message>
    <message>
        <source>Each part needs a number.</source>
        <translation>每个部分都要有编号。</translation>
    </message>
    <message>
        <source>{number} has two values: {field}</source>
        <translation>{number} 的“{field}”填了两个不同的值</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>各部分</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Of the patch</source>
        <translation>占原图斑</translation>
    </message>
    <message>
        <source>{field}
of {whole}</source>
        <translation>{field}
共 {whole}</translation>
    </message>
    <message>
        <source>Parts of the issue</source>
        <translation>拆分的各部分</translation>
    </message>
    <message>
        <source>Say where the parts come from.</source>
        <translation>请指明各部分取自哪里。</translation>
    </message>
    <message>
        <source>Split {number}</source>
        <translation>拆分 {number}</translation>
    </message>
    <message>
        <source>merge the parts, or split it anew</source>
        <translation>把各部分合并，或重新拆分</translation>
    </message>
    <message>
        <source>Split an issue</source>
        <translation>拆分问题</translation>
    </message>
    <message>
        <source>&amp;Parts from a file</source>
        <translation>各部分取自文件(&amp;P)</translation>
    </message>
    <message>
        <source>Which file holds the parts?</source>
        <translation>各部分在哪个文件里？</translation>
    </message>
    <message>
        <source>areas of the parts, or lines that cross the patch</source>
        <translation>各部分的面，或穿过图斑的线</translation>
    </message>
    <message>
        <source>as drawn on the map</source>
        <translation>地图上所画</translation>
    </message>
    <message>
        <source>The rest of the patch is &amp;left out for good</source>
        <translation>图斑余下的不再列入(&amp;L)</translation>
    </message>
    <message>
        <source>The parts may reach &amp;beyond the old patch</source>
        <translation>各部分可以超出原图斑(&amp;B)</translation>
    </message>
    <message>
        <source>⚠ {area} ({share}) lies beyond the patch.</source>
        <translation>⚠ 有 {area}（{share}）超出原图斑。</translation>
    </message>
    <message>
        <source>Share out what counts once; the parts must add up to it: {fields}</source>
        <translation>以下数额只能计一次，请分到各部分，合计须等于原数：{fields}</translation>
    </message>
    <message>
        <source>Share out what counts once, or it is left open in all parts: {fields}</source>
        <translation>以下数额只能计一次，请分到各部分，否则各部分都不填：{fields}</translation>
    </message>
    <message>
        <source>Looking at the parts</source>
        <translation>查看各部分</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>{numbers} have taken its place.</source>
        <translation>已由 {numbers} 取代。</translation>
    </message>
    <message>
        <source>{number} ({state}, {area}) becomes {n} parts.</source>
        <translation>{number}（{state}，{area}）拆为 {n} 个部分。</translation>
    </message>
    <message>
        <source>⚠ {area} of the patch ({share}) is in no part.</source>
        <translation>⚠ 图斑有 {area}（{share}）不在任何部分里。</translation>
    </message>
    <message>
        <source>⚠ {area} ({share}) is in several parts.</source>
        <translation>⚠ 有 {area}（{share}）同时在几个部分里。</translation>
    </message>
    <message>
        <source>Rows with the same number become one part.</source>
        <translation>编号相同的几行并为一个部分。</translation>
    </message>
    <message>
        <source>The plan that waits for a signature now gives way to this one.</source>
        <translation>此前提请会签的方案由这一方案取代。</translation>
    </message>
    <message>
        <source>Click beside the patch, across it, and beside it again; Backspace takes one back, Enter or a double click ends it, Esc gives up</source>
        <translation>在图斑外点起，穿过图斑，再点到图斑外；退格键退回一点，回车或双击结束，Esc 放弃</translation>
    </message>
    <message>
        <source>Click around the piece that is split off, also beyond the patch&apos;s edge; Backspace takes one back, Enter or a double click ends it, Esc gives up</source>
        <translation>沿要拆出的一块点一圈，可以点到图斑外；退格键退回一点，回车或双击结束，Esc 放弃</translation>
    </message>
    <message>
        <source>The outline crosses itself: take a corner back.</source>
        <translation>轮廓自相交：请退回一点。</translation>
    </message>
</context>
</TS>
