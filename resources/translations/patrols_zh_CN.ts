<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Patrols</name>
    <message>
        <source>Plan a patrol…</source>
        <translation>安排巡查…</translation>
    </message>
    <message>
        <source>Days, people, area and route, once or again and again</source>
        <translation>日期、人员、保护地和路线，一次或定期</translation>
    </message>
    <message>
        <source>Draw a patrol&apos;s route</source>
        <translation>画巡查路线</translation>
    </message>
    <message>
        <source>On the map, for the patrol chosen or a new one</source>
        <translation>在地图上画，用于所选巡查或新的巡查</translation>
    </message>
    <message>
        <source>Correct a patrol, or say it is done…</source>
        <translation>更正巡查或填报完成…</translation>
    </message>
    <message>
        <source>The fields of the patrol chosen in its list</source>
        <translation>列表中所选巡查的各项内容</translation>
    </message>
    <message>
        <source>Tracks of a patrol…</source>
        <translation>巡查的轨迹…</translation>
    </message>
    <message>
        <source>Say which tracks were walked for it</source>
        <translation>指明哪些轨迹是这次巡查走的</translation>
    </message>
    <message>
        <source>What a patrol found…</source>
        <translation>巡查发现…</translation>
    </message>
    <message>
        <source>Make a clue of it, with its photos</source>
        <translation>把发现连同照片立为线索</translation>
    </message>
    <message>
        <source>Show a patrol on the map</source>
        <translation>在地图上显示巡查</translation>
    </message>
    <message>
        <source>Its route, and what nobody walked of it</source>
        <translation>计划路线，以及没有人走到的路段</translation>
    </message>
    <message>
        <source>Save what was not walked…</source>
        <translation>导出未走路段…</translation>
    </message>
    <message>
        <source>The rest of the route, for a phone or a GIS</source>
        <translation>路线未走的部分，供手机或 GIS 使用</translation>
    </message>
    <message>
        <source>Void a patrol, or put it back…</source>
        <translation>作废或恢复巡查…</translation>
    </message>
    <message>
        <source>With a reason; nothing is deleted</source>
        <translation>须说明理由，不会删除任何内容</translation>
    </message>
    <message>
        <source>Campaigns…</source>
        <translation>专项行动…</translation>
    </message>
    <message>
        <source>Enter and correct them, and see how their issues stand</source>
        <translation>录入、更正专项行动，查看其问题的办理情况</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何改动。</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>correct the campaign</source>
        <translation>更正专项行动</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>Its &amp;issues</source>
        <translation>所属问题(&amp;I)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已销号</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>patrols</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>next deadline</source>
        <translation>最近时限</translation>
    </message>
    <message>
        <source>What is typed is not saved yet.</source>
        <translation>填写的内容还没有保存。</translation>
    </message>
    <message>
        <source>Save it, or press New to give it up.</source>
        <translation>请先保存，或按“新建”放弃。</translation>
    </message>
    <message>
        <source>It is saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>Fill in one field at least, or add a photo</source>
        <translation>请至少填写一项，或附上照片</translation>
    </message>
    <message>
        <source>New clue</source>
        <translation>新线索</translation>
    </message>
    <message>
        <source>void the clue</source>
        <translation>撤销该线索</translation>
    </message>
    <message>
        <source>What the patrol found</source>
        <translation>巡查发现</translation>
    </message>
    <message>
        <source>A clue of the patrol &apos;{name}&apos;. Without a place it lies where its first photo was taken; without a number it gets one.</source>
        <translation>巡查“{name}”发现的线索。不填位置时取第一张照片的拍摄位置；不填编号时自动编号。</translation>
    </message>
    <message>
        <source>&amp;Found on</source>
        <translation>发现日期(&amp;F)</translation>
    </message>
    <message>
        <source>Make the clue</source>
        <translation>立为线索</translation>
    </message>
    <message>
        <source>Clue {number} is made.</source>
        <translation>已立线索 {number}。</translation>
    </message>
    <message>
        <source>{n} loose photo was taken near it.</source>
        <translation>附近另有 {n} 张未关联的照片。</translation>
    </message>
    <message>
        <source>{n} loose photos were taken near it.</source>
        <translation>附近另有 {n} 张未关联的照片。</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>保护地</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>巡查人</translation>
    </message>
    <message>
        <source>Route walked</source>
        <translation>路线已走</translation>
    </message>
    <message>
        <source>Area seen</source>
        <translation>面积已巡</translation>
    </message>
    <message>
        <source>Not walked</source>
        <translation>未走</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Finds</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Click along the route; Backspace takes one back, Enter or a double click ends it, Esc gives up</source>
        <translation>沿路线逐点单击；退格键撤回一点，回车或双击结束，Esc 放弃</translation>
    </message>
    <message>
        <source>Route of the patrol</source>
        <translation>巡查路线</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划路线</translation>
    </message>
    <message>
        <source>Reading the patrols</source>
        <translation>正在读取巡查</translation>
    </message>
    <message>
        <source>Correct, or done…</source>
        <translation>更正或完成…</translation>
    </message>
    <message>
        <source>Tracks…</source>
        <translation>轨迹…</translation>
    </message>
    <message>
        <source>It found…</source>
        <translation>发现…</translation>
    </message>
    <message>
        <source>Voided ones</source>
        <translation>已作废的</translation>
    </message>
    <message>
        <source>Patrols</source>
        <translation>常态化巡查</translation>
    </message>
    <message>
        <source>No patrol is planned yet</source>
        <translation>还没有安排巡查</translation>
    </message>
    <message>
        <source>Plan one with its days, its people and its route; tracks are then counted against it, and what it finds becomes a clue.</source>
        <translation>安排巡查的日期、人员和路线；之后用轨迹核算走到了多少，发现的问题立为线索。</translation>
    </message>
    <message>
        <source>Choose a patrol in the list first.</source>
        <translation>请先在列表中选一次巡查。</translation>
    </message>
    <message>
        <source>No route is planned for it.</source>
        <translation>这次巡查没有计划路线。</translation>
    </message>
    <message>
        <source>Where does it go?</source>
        <translation>写到哪里？</translation>
    </message>
    <message>
        <source>Track for a phone (*.gpx)</source>
        <translation>手机轨迹 (*.gpx)</translation>
    </message>
    <message>
        <source>Lines for a GIS (*.geojson)</source>
        <translation>GIS 线要素 (*.geojson)</translation>
    </message>
    <message>
        <source>not walked</source>
        <translation>未走路段</translation>
    </message>
    <message>
        <source>{n} stretch is written.</source>
        <translation>已写出 {n} 段。</translation>
    </message>
    <message>
        <source>{n} stretches are written.</source>
        <translation>已写出 {n} 段。</translation>
    </message>
    <message>
        <source>Writing the gaps</source>
        <translation>正在写出未走路段</translation>
    </message>
    <message>
        <source>Measuring what was walked</source>
        <translation>正在核算走到的部分</translation>
    </message>
    <message>
        <source>Show it on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Void it, or put it back…</source>
        <translation>作废或恢复…</translation>
    </message>
    <message>
        <source>{n} patrol</source>
        <translation>{n} 次巡查</translation>
    </message>
    <message>
        <source>{n} patrols</source>
        <translation>{n} 次巡查</translation>
    </message>
    <message>
        <source>{n} of them overdue</source>
        <translation>其中逾期 {n} 次</translation>
    </message>
    <message>
        <source>{patrols}, {overdue}</source>
        <translation>{patrols}，{overdue}</translation>
    </message>
    <message>
        <source>Patrol {name}</source>
        <translation>巡查 {name}</translation>
    </message>
    <message>
        <source>correct the patrol again</source>
        <translation>再次更正该巡查</translation>
    </message>
    <message>
        <source>void the patrol</source>
        <translation>作废该巡查</translation>
    </message>
    <message>
        <source>Plan a patrol</source>
        <translation>安排巡查</translation>
    </message>
    <message>
        <source>&amp;Who walks it</source>
        <translation>巡查人(&amp;W)</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>&amp;Route from a file</source>
        <translation>路线文件(&amp;R)</translation>
    </message>
    <message>
        <source>Which file holds the route?</source>
        <translation>路线在哪个文件里？</translation>
    </message>
    <message>
        <source>as drawn on the map, {n} corners</source>
        <translation>用地图上画的路线，共 {n} 个点</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>GPX, KML, a shapefile …; or draw it on the map</source>
        <translation>GPX、KML、shapefile 等；也可在地图上画</translation>
    </message>
    <message>
        <source>&amp;Again</source>
        <translation>周期(&amp;A)</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>every quarter</source>
        <translation>每季度</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>times: </source>
        <translation>次数：</translation>
    </message>
    <message>
        <source>Tracks of {name}</source>
        <translation>{name} 的轨迹</translation>
    </message>
    <message>
        <source>Tracks of the patrol</source>
        <translation>巡查的轨迹</translation>
    </message>
    <message>
        <source>Tick what was walked for &apos;{name}&apos;. Offered are tracks of its days, first those that cover most of the route.</source>
        <translation>勾选“{name}”实际走的轨迹。列出的是巡查期间的轨迹，覆盖路线最多的在前。</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Of the route</source>
        <translation>覆盖路线</translation>
    </message>
    <message>
        <source>&amp;Add files…</source>
        <translation>添加文件(&amp;A)…</translation>
    </message>
    <message>
        <source>No track of its days is in the project. Add its files.</source>
        <translation>项目中没有巡查期间的轨迹，请添加轨迹文件。</translation>
    </message>
    <message>
        <source>{track} (by its inspector)</source>
        <translation>{track}（巡查人导入）</translation>
    </message>
    <message>
        <source>Which tracks?</source>
        <translation>选哪些轨迹？</translation>
    </message>
    <message>
        <source>{n} track is named anew.</source>
        <translation>已更新 {n} 条轨迹的归属。</translation>
    </message>
    <message>
        <source>{n} tracks are named anew.</source>
        <translation>已更新 {n} 条轨迹的归属。</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>请说明理由。</translation>
    </message>
    <message>
        <source>Taken back: {reason}</source>
        <translation>撤回：{reason}</translation>
    </message>
    <message>
        <source>Void the patrol</source>
        <translation>作废巡查</translation>
    </message>
    <message>
        <source>Put the patrol back</source>
        <translation>恢复巡查</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>此项必填</translation>
    </message>
</context>
</TS>
