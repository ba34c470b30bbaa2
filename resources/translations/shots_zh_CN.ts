<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Shots</name>
    <message>
        <source>On the map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Show the place to stand on the map (Enter)</source>
        <translation>在地图上显示站位（回车）</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Show the photo to match large (Space)</source>
        <translation>放大查看要对照的照片（空格）</translation>
    </message>
    <message>
        <source>to match the photo of {day}</source>
        <translation>对照 {day} 的照片</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>必须</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Click where you stand (Space: at the cross), Esc to leave it</source>
        <translation>点击您所在的位置（空格：取十字处），Esc 放弃</translation>
    </message>
    <message>
        <source>Places to stand</source>
        <translation>补拍站位</translation>
    </message>
    <message>
        <source>Needed shot</source>
        <translation>必须补拍</translation>
    </message>
    <message>
        <source>Shot worth having</source>
        <translation>建议补拍</translation>
    </message>
    <message>
        <source>Another place for it</source>
        <translation>备选站位</translation>
    </message>
    <message>
        <source>What is seen</source>
        <translation>取景范围</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>当前位置</translation>
    </message>
    <message>
        <source>Shots that the issue lacks</source>
        <translation>本问题还缺的照片</translation>
    </message>
    <message>
        <source>What is still to be taken of the issue that the dossier shows, and where to stand</source>
        <translation>档案中打开的问题还要补拍什么、站在哪里拍</translation>
    </message>
    <message>
        <source>Shots of my round</source>
        <translation>我的补拍路线</translation>
    </message>
    <message>
        <source>What is to be taken of all issues assigned to you, in the order to go</source>
        <translation>派给您的全部问题还要拍什么，按行走顺序排列</translation>
    </message>
    <message>
        <source>Say on the map where you stand</source>
        <translation>在地图上点选当前位置</translation>
    </message>
    <message>
        <source>The next click on the map is where you are; distances and ways are told from there</source>
        <translation>下一次点击地图即为您所在位置，距离和走法由此算起</translation>
    </message>
    <message>
        <source>You stand where the newest photo or track is</source>
        <translation>当前位置取最新照片或轨迹</translation>
    </message>
    <message>
        <source>The newest photo whose place was measured, or the end of the newest track</source>
        <translation>最新的有实测位置的照片，或最新轨迹的终点</translation>
    </message>
    <message>
        <source>You stand where a receiver&apos;s file ends…</source>
        <translation>当前位置取手持机文件的终点…</translation>
    </message>
    <message>
        <source>The last place of a GPX, KML or NMEA file, which may still grow</source>
        <translation>GPX、KML 或 NMEA 文件的最后一点，文件可以还在增长</translation>
    </message>
    <message>
        <source>Go to the place to stand</source>
        <translation>定位到站位</translation>
    </message>
    <message>
        <source>Show the place of the chosen shot on the map</source>
        <translation>在地图上显示所选照片的站位</translation>
    </message>
    <message>
        <source>Save the places to stand…</source>
        <translation>导出站位…</translation>
    </message>
    <message>
        <source>As GPX for a phone, GeoJSON for a GIS, or a table to print</source>
        <translation>手机用 GPX，GIS 用 GeoJSON，打印用表格</translation>
    </message>
    <message>
        <source>Looking which shots are lacking</source>
        <translation>查找还缺的照片</translation>
    </message>
    <message>
        <source>Shots to be taken, in the order to go</source>
        <translation>要补拍的照片，按行走顺序</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Where a receiver&apos;s file ends</source>
        <translation>手持机文件的终点</translation>
    </message>
    <message>
        <source>No photo has a measured place, and there is no track</source>
        <translation>没有实测位置的照片，也没有轨迹</translation>
    </message>
    <message>
        <source>Type where you are, or click there</source>
        <translation>请输入坐标，或在地图上点选</translation>
    </message>
    <message>
        <source>You stand where the photo of {moment} was taken</source>
        <translation>当前位置取 {moment} 照片的拍摄点</translation>
    </message>
    <message>
        <source>You stand where the track of {moment} ends</source>
        <translation>当前位置取 {moment} 轨迹的终点</translation>
    </message>
    <message>
        <source>You stand where the file ends, {moment}</source>
        <translation>当前位置取文件的终点（{moment}）</translation>
    </message>
    <message>
        <source>GPX, for a phone</source>
        <translation>GPX（手机导航）</translation>
    </message>
    <message>
        <source>Workbook, to print</source>
        <translation>工作簿（打印）</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>GeoJSON, for a GIS</source>
        <translation>GeoJSON（GIS）</translation>
    </message>
    <message>
        <source>Save the places to stand</source>
        <translation>导出站位</translation>
    </message>
    <message>
        <source>Shot list</source>
        <translation>补拍清单</translation>
    </message>
    <message>
        <source>{n} place</source>
        <translation>{n} 个站位</translation>
    </message>
    <message>
        <source>{n} places</source>
        <translation>{n} 个站位</translation>
    </message>
    <message>
        <source>{places} saved as {file}</source>
        <translation>已将 {places}存为 {file}</translation>
    </message>
    <message>
        <source>No issue chosen</source>
        <translation>未选择问题</translation>
    </message>
    <message>
        <source>Choose an issue, or list the shots of your round.</source>
        <translation>请选择一个问题，或列出“我的补拍路线”。</translation>
    </message>
    <message>
        <source>No issue waits for photos</source>
        <translation>没有待拍照的问题</translation>
    </message>
    <message>
        <source>Issues do while they are checked, rectified or looked at again.</source>
        <translation>处于核查、整改或回头看阶段的问题才需要拍照。</translation>
    </message>
    <message>
        <source>No shot is lacking</source>
        <translation>照片已齐</translation>
    </message>
    <message>
        <source>Far and near views are there, and each has its counterpart.</source>
        <translation>全景、近景都有，且都有对比照片。</translation>
    </message>
    <message>
        <source>The issue of the dossier</source>
        <translation>档案中打开的问题</translation>
    </message>
    <message>
        <source>My round</source>
        <translation>我的补拍路线</translation>
    </message>
    <message>
        <source>All that wait for photos</source>
        <translation>全部待拍问题</translation>
    </message>
    <message>
        <source>Which shots</source>
        <translation>清单范围</translation>
    </message>
    <message>
        <source>Of which issues the missing shots are listed</source>
        <translation>列出哪些问题还缺的照片</translation>
    </message>
    <message>
        <source>Where you are: longitude, latitude</source>
        <translation>当前位置：经度, 纬度</translation>
    </message>
    <message>
        <source>Ways and distances are told from here; any notation of coordinates</source>
        <translation>距离和走法由此算起；可用任一坐标写法</translation>
    </message>
    <message>
        <source>Click on the map where you stand</source>
        <translation>在地图上点选当前位置</translation>
    </message>
    <message>
        <source>Where the newest photo or track is</source>
        <translation>取最新照片或轨迹的位置</translation>
    </message>
    <message>
        <source>Where a receiver&apos;s file ends (GPX, KML, NMEA)…</source>
        <translation>取手持机文件的终点（GPX、KML、NMEA）…</translation>
    </message>
    <message>
        <source>Save the places for a phone, a GIS or to print…</source>
        <translation>导出站位，供手机、GIS 或打印…</translation>
    </message>
</context>
</TS>
