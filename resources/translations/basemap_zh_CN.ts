<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Basemap</name>
    <message>
        <source>Add a basemap…</source>
        <translation>添加底图…</translation>
    </message>
    <message>
        <source>Put imagery under the map: MBTiles, GeoTIFF, COG</source>
        <translation>在地图下面铺影像：MBTiles、GeoTIFF、COG</translation>
    </message>
    <message>
        <source>Compare two dates</source>
        <translation>两期对比</translation>
    </message>
    <message>
        <source>Draw a line over the map, another date on either side</source>
        <translation>在地图上拉一条卷帘线，两侧显示不同日期的影像</translation>
    </message>
    <message>
        <source>Outlines alone while comparing</source>
        <translation>对比时图斑只画边线</translation>
    </message>
    <message>
        <source>Leave patches unfilled, or fill them, while two dates are compared</source>
        <translation>对比两期影像时，图斑不填充或恢复填充</translation>
    </message>
    <message>
        <source>Show or hide the basemaps</source>
        <translation>显示或隐藏底图</translation>
    </message>
    <message>
        <source>All basemaps at once; what was ticked stays so</source>
        <translation>全部底图一起开关，原来的勾选不变</translation>
    </message>
    <message>
        <source>Zoom to the basemap</source>
        <translation>缩放到底图</translation>
    </message>
    <message>
        <source>Show all of the chosen basemap</source>
        <translation>显示所选底图的全部范围</translation>
    </message>
    <message>
        <source>Date and name of the basemap…</source>
        <translation>底图的日期和名称…</translation>
    </message>
    <message>
        <source>Say of which day the chosen basemap is</source>
        <translation>填写所选底图的影像日期</translation>
    </message>
    <message>
        <source>Build overviews of the basemap</source>
        <translation>为底图建概览</translation>
    </message>
    <message>
        <source>So that a large GeoTIFF can be seen as a whole</source>
        <translation>建好后，大幅 GeoTIFF 缩小时也能显示</translation>
    </message>
    <message>
        <source>Take the basemap off the list</source>
        <translation>从列表移除底图</translation>
    </message>
    <message>
        <source>Its file stays where it is</source>
        <translation>文件仍保留在原处</translation>
    </message>
    <message>
        <source>Looking at the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Add basemap {name}</source>
        <translation>添加底图 {name}</translation>
    </message>
    <message>
        <source>Add a basemap</source>
        <translation>添加底图</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>存放方式</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>in the project&apos;s folder (a copy)</source>
        <translation>复制到项目文件夹</translation>
    </message>
    <message>
        <source>where it is (on this computer only)</source>
        <translation>留在原处（仅本机可用）</translation>
    </message>
    <message>
        <source>Choose a basemap</source>
        <translation>选择底图</translation>
    </message>
    <message>
        <source>Basemaps ({endings})</source>
        <translation>底图 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Drawing it…</source>
        <translation>正在绘制预览…</translation>
    </message>
    <message>
        <source>MBTiles with picture tiles, GeoTIFF or COG</source>
        <translation>图片切片的 MBTiles、GeoTIFF 或 COG</translation>
    </message>
    <message>
        <source>Too large to be shown here.</source>
        <translation>太大，这里不显示预览。</translation>
    </message>
    <message>
        <source>GeoTIFF, {width} × {height} pixels, {crs}, {size}</source>
        <translation>GeoTIFF，{width} × {height} 像素，{crs}，{size}</translation>
    </message>
    <message>
        <source>MBTiles, zooms {first} to {last}, {size}</source>
        <translation>MBTiles，{first} 至 {last} 级，{size}</translation>
    </message>
    <message>
        <source>The file of {name} can&apos;t be read here.</source>
        <translation>读不到{name}的文件。</translation>
    </message>
    <message>
        <source>Put it back where it was, or take it off the list.</source>
        <translation>请把文件放回原处，或从列表中移除。</translation>
    </message>
    <message>
        <source>{name} lies outside what the map shows now.</source>
        <translation>{name} 不在地图当前显示的范围内。</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在此处</translation>
    </message>
    <message>
        <source>Building overviews of {name}</source>
        <translation>为 {name} 建概览</translation>
    </message>
    <message>
        <source>{name} needs no overviews.</source>
        <translation>{name}不需要建立概览。</translation>
    </message>
    <message>
        <source>A tile set has its levels in it; GeoTIFF files may lack them.</source>
        <translation>瓦片集自带各级瓦片；缺少概览的只会是 GeoTIFF。</translation>
    </message>
    <message>
        <source>Take {name} off the list</source>
        <translation>从列表移除 {name}</translation>
    </message>
    <message>
        <source>There is no basemap yet.</source>
        <translation>还没有底图。</translation>
    </message>
    <message>
        <source>Add imagery first: Map, Add a basemap.</source>
        <translation>请先添加影像：地图 → 添加底图。</translation>
    </message>
    <message>
        <source>Basemaps can&apos;t be added now.</source>
        <translation>现在不能添加底图。</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Say who works here first: File, Switch person.</source>
        <translation>请先登录：文件 → 切换人员。</translation>
    </message>
    <message>
        <source>Delete {name} from the project&apos;s folder?</source>
        <translation>从项目文件夹删除“{name}”？</translation>
    </message>
    <message>
        <source>This can&apos;t be undone.</source>
        <translation>删除后不能撤销。</translation>
    </message>
    <message>
        <source>Delete basemap {name}</source>
        <translation>删除底图 {name}</translation>
    </message>
    <message>
        <source>Order the basemaps</source>
        <translation>调整底图顺序</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>缩放到此底图</translation>
    </message>
    <message>
        <source>Date and name…</source>
        <translation>日期和名称…</translation>
    </message>
    <message>
        <source>Build overviews</source>
        <translation>建概览</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Delete the file…</source>
        <translation>删除文件…</translation>
    </message>
    <message>
        <source>Describe basemap {name}</source>
        <translation>修改底图 {name} 的说明</translation>
    </message>
    <message>
        <source>Describe the basemap</source>
        <translation>底图说明</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>That is no date: write 2024-05-03, 2024-05 or 2024.</source>
        <translation>不是日期：请写成 2024-05-03、2024-05 或 2024。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Date of the imagery</source>
        <translation>影像日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Coordinate system</source>
        <translation>坐标系(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Shift</source>
        <translation>坐标偏移(&amp;S)</translation>
    </message>
    <message>
        <source>None (surveyed or satellite imagery)</source>
        <translation>无（测绘或卫星影像）</translation>
    </message>
    <message>
        <source>GCJ-02 (tiles of AMap, Tencent)</source>
        <translation>GCJ-02（高德、腾讯切片）</translation>
    </message>
    <message>
        <source>BD-09 (tiles of Baidu)</source>
        <translation>BD-09（百度切片）</translation>
    </message>
    <message>
        <source>{day}, as the file says; that may be the day it was made, not flown.</source>
        <translation>文件标注为{day}；这可能是制作日期，不是拍摄日期，请核对。</translation>
    </message>
    <message>
        <source>{day}, as the file says.</source>
        <translation>文件标注为{day}。</translation>
    </message>
    <message>
        <source>The file does not say its date; {day} stands in its name: check it.</source>
        <translation>文件没有标注日期；文件名里有{day}，请核对。</translation>
    </message>
    <message>
        <source>The file does not say its date. Without one it can&apos;t be told from another.</source>
        <translation>文件没有标注日期。不填日期，就分不清是哪一期影像。</translation>
    </message>
    <message>
        <source>MBTiles · zooms {zooms}</source>
        <translation>MBTiles · {zooms} 级</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>本机找不到</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>读不出</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>日期未知</translation>
    </message>
    <message>
        <source>Two basemaps are needed to compare dates.</source>
        <translation>两期对比需要两个底图。</translation>
    </message>
    <message>
        <source>Add imagery of another date first.</source>
        <translation>请先添加另一期影像。</translation>
    </message>
    <message>
        <source>Patches are filled while two dates are compared</source>
        <translation>对比两期影像时，图斑填充</translation>
    </message>
    <message>
        <source>Patches are outlines alone while two dates are compared</source>
        <translation>对比两期影像时，图斑只画边线</translation>
    </message>
    <message>
        <source>Basemaps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Add imagery (MBTiles, GeoTIFF) to see the ground under the map.</source>
        <translation>添加影像（MBTiles、GeoTIFF），在地图下面看到地面。</translation>
    </message>
    <message>
        <source>Compare two dates (F8)</source>
        <translation>两期对比（F8）</translation>
    </message>
    <message>
        <source>What can be done with the basemap</source>
        <translation>对底图的操作</translation>
    </message>
    <message>
        <source>How opaque the basemap is</source>
        <translation>底图的不透明度</translation>
    </message>
    <message>
        <source>Left: {name}</source>
        <translation>左侧：{name}</translation>
    </message>
    <message>
        <source>Right: {name}</source>
        <translation>右侧：{name}</translation>
    </message>
    <message>
        <source>Drawing a basemap</source>
        <translation>绘制底图</translation>
    </message>
</context>
</TS>
