<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Markers</name>
    <message>
        <source>Facts of the marker</source>
        <translation>界桩详情</translation>
    </message>
    <message>
        <source>Its inspections with photos, where it comes from, its history</source>
        <translation>历次巡查及照片、来源、变更历史</translation>
    </message>
    <message>
        <source>Record an inspection…</source>
        <translation>登记巡查…</translation>
    </message>
    <message>
        <source>How a marker was found, with photos</source>
        <translation>登记界桩状况，可附照片</translation>
    </message>
    <message>
        <source>Correct the marker…</source>
        <translation>更正界桩信息…</translation>
    </message>
    <message>
        <source>Number, kind, area, position, by whom it was set up</source>
        <translation>编号、类别、保护地、位置、设立单位等</translation>
    </message>
    <message>
        <source>Void the marker, or put it back…</source>
        <translation>作废或恢复界桩…</translation>
    </message>
    <message>
        <source>Take it out of the list with a reason; nothing is deleted</source>
        <translation>说明原因后不再列出；不删除任何记录</translation>
    </message>
    <message>
        <source>Show markers on the map</source>
        <translation>在地图上显示界桩</translation>
    </message>
    <message>
        <source>Go to the selected markers on the map</source>
        <translation>地图转到所选界桩</translation>
    </message>
    <message>
        <source>Find a marker</source>
        <translation>查找界桩</translation>
    </message>
    <message>
        <source>Put the cursor into the field of the list of markers</source>
        <translation>光标移到界桩列表的查找框</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Put this inspection back…</source>
        <translation>恢复此次巡查…</translation>
    </message>
    <message>
        <source>Void this inspection…</source>
        <translation>作废此次巡查…</translation>
    </message>
    <message>
        <source>Show the photo large</source>
        <translation>放大查看照片</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>日期无法识别。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Correct a marker</source>
        <translation>更正界桩信息</translation>
    </message>
    <message>
        <source>Correct marker {number}</source>
        <translation>更正界桩 {number}</translation>
    </message>
    <message>
        <source>{marker}: what a field was stays in the history.</source>
        <translation>{marker}：原值保留在历史中。</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>History</source>
        <translation>变更历史</translation>
    </message>
    <message>
        <source>Put back…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>作废…</translation>
    </message>
    <message>
        <source>Nobody has inspected it yet.</source>
        <translation>尚无巡查记录。</translation>
    </message>
    <message>
        <source>Inspections ({n})</source>
        <translation>巡查记录（{n}）</translation>
    </message>
    <message>
        <source>every area</source>
        <translation>全部保护地</translation>
    </message>
    <message>
        <source>Number, place, area …</source>
        <translation>编号、地点、保护地…</translation>
    </message>
    <message>
        <source>Words in it</source>
        <translation>查找文字</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>状况</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>every kind</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>保护地</translation>
    </message>
    <message>
        <source>Voided ones</source>
        <translation>已作废的</translation>
    </message>
    <message>
        <source>Markers that were taken out of the list</source>
        <translation>只列出已作废的界桩</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>listed</source>
        <translation>列入</translation>
    </message>
    <message>
        <source>inspected</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>inspection voided</source>
        <translation>巡查作废</translation>
    </message>
    <message>
        <source>inspection put back</source>
        <translation>巡查恢复</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Choose how the marker was found.</source>
        <translation>请选择界桩状况。</translation>
    </message>
    <message>
        <source>Type the day of the inspection.</source>
        <translation>请填写巡查日期。</translation>
    </message>
    <message>
        <source>somebody of the county voids the inspection in the marker&apos;s facts</source>
        <translation>由县级人员在界桩详情中作废此次巡查</translation>
    </message>
    <message>
        <source>— choose —</source>
        <translation>— 请选择 —</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Inspection of a marker</source>
        <translation>登记界桩巡查</translation>
    </message>
    <message>
        <source>Inspection of marker {number}</source>
        <translation>登记界桩 {number} 的巡查</translation>
    </message>
    <message>
        <source>taken back at once</source>
        <translation>登记后随即撤销</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Checked on</source>
        <translation>巡查日期</translation>
    </message>
    <message>
        <source>Inspections</source>
        <translation>巡查次数</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Set up on</source>
        <translation>设立日期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>小地名</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Reading the markers</source>
        <translation>读取界桩</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>A list of boundary markers and signboards</source>
        <translation>界桩与标识牌清单</translation>
    </message>
    <message>
        <source>Boundary markers</source>
        <translation>界桩与标识牌</translation>
    </message>
    <message>
        <source>{n} marker</source>
        <translation>{n} 个界桩</translation>
    </message>
    <message>
        <source>{n} markers</source>
        <translation>{n} 个界桩</translation>
    </message>
    <message>
        <source>{shown} of {n}</source>
        <translation>{shown}（共 {n} 个）</translation>
    </message>
    <message>
        <source>No marker fits this filter</source>
        <translation>没有符合条件的界桩</translation>
    </message>
    <message>
        <source>Take one of the conditions away, or all of them.</source>
        <translation>去掉某个条件，或全部去掉。</translation>
    </message>
    <message>
        <source>Every marker was voided</source>
        <translation>界桩都已作废</translation>
    </message>
    <message>
        <source>Tick &apos;Voided ones&apos; to see them and put one back.</source>
        <translation>勾选“已作废的”可查看并恢复。</translation>
    </message>
    <message>
        <source>No boundary marker is in this project yet</source>
        <translation>项目中还没有界桩</translation>
    </message>
    <message>
        <source>Import the list of boundary markers and signboards: a workbook, a text or the points of a layer. It can be dropped on the window too.</source>
        <translation>请导入界桩与标识牌清单：表格、文本或点图层，也可以把文件拖到窗口里。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add those selected in the tray</source>
        <translation>添加照片栏中所选</translation>
    </message>
    <message>
        <source>Drop photos here. Photos taken near the marker and tied to nothing are offered without a tick.</source>
        <translation>可把照片拖到这里。界桩附近拍摄、尚未关联的照片已列出，未勾选。</translation>
    </message>
    <message>
        <source>Photos of the inspection</source>
        <translation>选择巡查照片</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>请简要说明原因。</translation>
    </message>
    <message>
        <source>taken back: {reason}</source>
        <translation>撤销：{reason}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It will be listed and count again.</source>
        <translation>恢复后重新列出并计入。</translation>
    </message>
    <message>
        <source>Nothing is deleted: it leaves the lists and the map, and can be put back.</source>
        <translation>不删除任何记录：不再列出、不在地图上显示，可以恢复。</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>inspection of {day}, {marker}</source>
        <translation>{marker}，{day}的巡查</translation>
    </message>
    <message>
        <source>Put back: {what}</source>
        <translation>恢复：{what}</translation>
    </message>
    <message>
        <source>Void: {what}</source>
        <translation>作废：{what}</translation>
    </message>
    <message>
        <source>Marker {number}</source>
        <translation>界桩 {number}</translation>
    </message>
</context>
</TS>
