<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Map</name>
    <message>
        <source>Pan and select</source>
        <translation>平移与选择</translation>
    </message>
    <message>
        <source>Drag the map; click issues and photos to select them</source>
        <translation>拖动地图；单击问题或照片将其选中</translation>
    </message>
    <message>
        <source>Select in a box</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Drag a box around what to select</source>
        <translation>拖出一个框，选中其中的对象</translation>
    </message>
    <message>
        <source>What is here?</source>
        <translation>查看此处</translation>
    </message>
    <message>
        <source>Click a place to see all that lies there</source>
        <translation>单击某处，查看该处重叠的全部对象</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>量测距离</translation>
    </message>
    <message>
        <source>Measure along a line, on the ellipsoid</source>
        <translation>沿折线量测，按椭球面计算</translation>
    </message>
    <message>
        <source>Measure an area</source>
        <translation>量测面积</translation>
    </message>
    <message>
        <source>Measure a polygon, on the ellipsoid</source>
        <translation>量测多边形，按椭球面计算</translation>
    </message>
    <message>
        <source>Draw a patch</source>
        <translation>绘制图斑</translation>
    </message>
    <message>
        <source>Draw the outline of a new clue or of the issue at hand</source>
        <translation>绘制新线索或当前问题的图斑边界</translation>
    </message>
    <message>
        <source>Place a photo by hand</source>
        <translation>手工标定照片位置</translation>
    </message>
    <message>
        <source>Click where the selected photo was taken, or drag its point</source>
        <translation>单击所选照片的拍摄位置，或拖动照片点</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show half as much, twice as large</source>
        <translation>放大一倍显示</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show twice as much, half as large</source>
        <translation>缩小一半显示</translation>
    </message>
    <message>
        <source>Zoom to everything</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>Show all that is on the map</source>
        <translation>显示地图上的全部内容</translation>
    </message>
    <message>
        <source>Zoom to the selection</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>Show what is selected</source>
        <translation>显示选中的对象</translation>
    </message>
    <message>
        <source>Zoom to the issue</source>
        <translation>缩放到当前问题</translation>
    </message>
    <message>
        <source>Show the issue that the dossier shows</source>
        <translation>显示卷宗中当前的问题</translation>
    </message>
    <message>
        <source>Zoom to the layer</source>
        <translation>缩放到图层</translation>
    </message>
    <message>
        <source>Show all of the layer that is marked in the layer tree</source>
        <translation>显示图层树中当前图层的全部范围</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>上一视图</translation>
    </message>
    <message>
        <source>Go back to where the map looked before</source>
        <translation>回到之前的地图范围</translation>
    </message>
    <message>
        <source>Next view</source>
        <translation>下一视图</translation>
    </message>
    <message>
        <source>Go to where one came back from</source>
        <translation>前往返回之前的地图范围</translation>
    </message>
    <message>
        <source>Go to a position</source>
        <translation>定位到坐标</translation>
    </message>
    <message>
        <source>Type a position in degrees or metres of a zone</source>
        <translation>输入经纬度或高斯–克吕格带坐标</translation>
    </message>
    <message>
        <source>Copy the position</source>
        <translation>复制坐标</translation>
    </message>
    <message>
        <source>Put the position of the mouse on the clipboard</source>
        <translation>把鼠标所在位置的坐标复制到剪贴板</translation>
    </message>
    <message>
        <source>Copy the map as a picture</source>
        <translation>复制地图图片</translation>
    </message>
    <message>
        <source>Put what the map shows on the clipboard, with its scale bar</source>
        <translation>把当前地图（含比例尺）复制到剪贴板</translation>
    </message>
    <message>
        <source>Save the map…</source>
        <translation>保存地图…</translation>
    </message>
    <message>
        <source>Write what the map shows into a file: a picture, or paths</source>
        <translation>把地图显示的内容写入文件：图片或矢量图</translation>
    </message>
    <message>
        <source>Write positions another way</source>
        <translation>切换坐标格式</translation>
    </message>
    <message>
        <source>Degrees; degrees, minutes, seconds; Gauss–Krüger zone</source>
        <translation>度；度分秒；高斯–克吕格带</translation>
    </message>
    <message>
        <source>Layers and legend</source>
        <translation>图层与图例</translation>
    </message>
    <message>
        <source>Show the layer tree, or put it away</source>
        <translation>显示或收起图层树</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>注记</translation>
    </message>
    <message>
        <source>Show numbers and names on the map, or put them away</source>
        <translation>显示或隐藏地图上的编号与名称</translation>
    </message>
    <message>
        <source>Graticule</source>
        <translation>经纬网</translation>
    </message>
    <message>
        <source>Show lines of longitude and latitude, or put them away</source>
        <translation>显示或隐藏经纬线</translation>
    </message>
    <message>
        <source>Boundaries of another day…</source>
        <translation>查看某日的边界…</translation>
    </message>
    <message>
        <source>Show the boundaries that were in force on a day</source>
        <translation>显示某一天生效的边界版本</translation>
    </message>
    <message>
        <source>Read the map anew</source>
        <translation>刷新地图</translation>
    </message>
    <message>
        <source>Read every layer from the project again</source>
        <translation>从项目中重新读取全部图层</translation>
    </message>
    <message>
        <source>How positions are written</source>
        <translation>坐标格式</translation>
    </message>
    <message>
        <source>Longitude and latitude in degrees or degrees, minutes, seconds, or X and Y of a Gauss–Krüger zone, in either order; then Enter</source>
        <translation>输入经纬度（度或度分秒）或带号的高斯–克吕格 X、Y 坐标，先后不限；回车定位</translation>
    </message>
    <message>
        <source>Position of the mouse</source>
        <translation>鼠标位置</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Import boundaries…</source>
        <translation>导入边界…</translation>
    </message>
    <message>
        <source>Nothing is on the map yet</source>
        <translation>地图上还没有内容</translation>
    </message>
    <message>
        <source>Import the boundaries of the protected areas first, then the patches or the ledger; photos with a position show by themselves. Files may be dropped here.</source>
        <translation>请先导入自然保护地边界，再导入图斑或台账；有位置的照片会自动显示。也可以把文件拖放到这里。</translation>
    </message>
    <message>
        <source>{layer} (can&apos;t be shown)</source>
        <translation>{layer}（无法显示）</translation>
    </message>
    <message>
        <source>{layer} (none)</source>
        <translation>{layer}（无）</translation>
    </message>
    <message>
        <source>{layer} ({n})</source>
        <translation>{layer}（{n}）</translation>
    </message>
    <message>
        <source>Tick to show; drag to lay it higher or lower</source>
        <translation>勾选以显示；拖动以调整上下次序</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Put the layers away</source>
        <translation>收起图层</translation>
    </message>
    <message>
        <source>Lay the layer higher (Alt+Up)</source>
        <translation>图层上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Lay the layer lower (Alt+Down)</source>
        <translation>图层下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Show all of the layer (Enter)</source>
        <translation>缩放到整个图层（回车）</translation>
    </message>
    <message>
        <source>How much the layer covers what is below it</source>
        <translation>图层不透明度</translation>
    </message>
    <message>
        <source>Protected areas</source>
        <translation>自然保护地</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>功能分区</translation>
    </message>
    <message>
        <source>Control areas</source>
        <translation>生态空间管控区</translation>
    </message>
    <message>
        <source>Ecological red line</source>
        <translation>生态保护红线</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>巡查轨迹</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Issues as points</source>
        <translation>点状问题</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Boundary markers</source>
        <translation>界桩与标识牌</translation>
    </message>
    <message>
        <source>{state}, rectification overdue</source>
        <translation>{state}·整改逾期</translation>
    </message>
    <message>
        <source>{state}, check overdue</source>
        <translation>{state}·核查逾期</translation>
    </message>
    <message>
        <source>{state}, overdue</source>
        <translation>{state}·逾期</translation>
    </message>
    <message>
        <source>{kind}, {condition}</source>
        <translation>{kind}，{condition}</translation>
    </message>
    <message>
        <source>condition unknown</source>
        <translation>状况不明</translation>
    </message>
    <message>
        <source>tagged</source>
        <translation>已关联</translation>
    </message>
    <message>
        <source>to be chosen</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>near no issue</source>
        <translation>附近无问题</translation>
    </message>
    <message>
        <source>{tie}, placed by hand</source>
        <translation>{tie}，人工定位</translation>
    </message>
    <message>
        <source>{tie}, position in doubt</source>
        <translation>{tie}，位置有疑点</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Reading the map</source>
        <translation>读取地图</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>That has no place on the map</source>
        <translation>该对象在地图上没有位置</translation>
    </message>
    <message>
        <source>Nothing is on this layer</source>
        <translation>该图层上没有对象</translation>
    </message>
    <message>
        <source>{position} ({crs})</source>
        <translation>{position}（{crs}）</translation>
    </message>
    <message>
        <source>The first {lit} of {n} selected are lit</source>
        <translation>已选 {n} 个，地图上突出显示前 {lit} 个</translation>
    </message>
    <message>
        <source>{n} lie in the box, more than {most}: come closer, or filter the ledger</source>
        <translation>框内有 {n} 个对象，超过 {most} 个：请放大，或在台账中筛选</translation>
    </message>
    <message>
        <source>Place {photo}</source>
        <translation>标定 {photo} 的位置</translation>
    </message>
    <message>
        <source>Place {n} photos by hand</source>
        <translation>手工定位 {n} 张照片</translation>
    </message>
    <message>
        <source>the photo</source>
        <translation>这张照片</translation>
    </message>
    <message>
        <source>The patch that was drawn</source>
        <translation>绘制的图斑</translation>
    </message>
    <message>
        <source>A new clue</source>
        <translation>新建线索</translation>
    </message>
    <message>
        <source>The shape of issue {number}</source>
        <translation>作为问题 {number} 的图斑</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Write it into the project</source>
        <translation>写入项目</translation>
    </message>
    <message>
        <source>New clue</source>
        <translation>新建线索</translation>
    </message>
    <message>
        <source>Clue {number} saved</source>
        <translation>已保存线索 {number}</translation>
    </message>
    <message>
        <source>Shape of {number}</source>
        <translation>{number} 的图斑</translation>
    </message>
    <message>
        <source>Shape of {number} saved</source>
        <translation>已保存 {number} 的图斑</translation>
    </message>
    <message>
        <source>a wrong outline is drawn anew and saved as the shape of the issue; what is no problem is dismissed after its check, or voided by the province</source>
        <translation>图斑画错的，重新绘制后存为该问题的图斑；不是问题的，核查后不予立案，或由省级撤销</translation>
    </message>
    <message>
        <source>{n} more; look closer</source>
        <translation>另有 {n} 个，请放大查看</translation>
    </message>
    <message>
        <source>Nothing lies here</source>
        <translation>此处没有对象</translation>
    </message>
    <message>
        <source>Copy {position}</source>
        <translation>复制 {position}</translation>
    </message>
    <message>
        <source>{layer}: {name}</source>
        <translation>{layer}：{name}</translation>
    </message>
    <message>
        <source>Degrees</source>
        <translation>度</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>度分秒</translation>
    </message>
    <message>
        <source>Gauss–Krüger 3° zone</source>
        <translation>高斯–克吕格 3° 带</translation>
    </message>
    <message>
        <source>D M S</source>
        <translation>度分秒</translation>
    </message>
    <message>
        <source>GK zone</source>
        <translation>高斯带</translation>
    </message>
    <message>
        <source>X {x}  Y {y}  zone {zone}</source>
        <translation>X {x}  Y {y}  {zone} 带</translation>
    </message>
    <message>
        <source>{name} · {what}</source>
        <translation>{name} · {what}</translation>
    </message>
    <message>
        <source>{n} of {all} here: {name}. Click again for the next</source>
        <translation>此处第 {n}/{all} 个：{name}。再次单击选下一个</translation>
    </message>
    <message>
        <source>Drag to pan, wheel to zoom, click to select, right click for all that lies here</source>
        <translation>拖动平移，滚轮缩放，单击选择，右键查看此处全部对象</translation>
    </message>
    <message>
        <source>Click the corners of the patch; Backspace takes one back, Enter or a double click ends it, Esc gives up</source>
        <translation>依次单击图斑各角点；退格键撤回一点，回车或双击结束，Esc 放弃</translation>
    </message>
    <message>
        <source>The outline crosses itself, which no patch may.</source>
        <translation>边界自相交，图斑不允许自相交。</translation>
    </message>
    <message>
        <source>Backspace takes the last corner back.</source>
        <translation>按退格键撤回最后一点。</translation>
    </message>
    <message>
        <source>Click the corners of a line; Enter or a double click ends it, Esc takes it away</source>
        <translation>依次单击折线各点；回车或双击结束，Esc 清除</translation>
    </message>
    <message>
        <source>Length {length}</source>
        <translation>长度 {length}</translation>
    </message>
    <message>
        <source>Click the corners of an area; Enter or a double click ends it, Esc takes it away</source>
        <translation>依次单击多边形各点；回车或双击结束，Esc 清除</translation>
    </message>
    <message>
        <source>Area {areas}</source>
        <translation>面积 {areas}</translation>
    </message>
    <message>
        <source>Circumference {length}</source>
        <translation>周长 {length}</translation>
    </message>
    <message>
        <source>As of {day}</source>
        <translation>截至 {day}</translation>
    </message>
    <message>
        <source>More of the map&apos;s tools</source>
        <translation>更多地图工具</translation>
    </message>
    <message>
        <source>Boundaries of another day</source>
        <translation>查看某日的边界</translation>
    </message>
    <message>
        <source>The map shows the boundaries that were in force on this day, and which issues were overdue by their present state.</source>
        <translation>地图显示该日生效的边界版本，并按现状标出该日已逾期的问题。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>That is no date</source>
        <translation>这不是有效日期</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>保存地图</translation>
    </message>
    <message>
        <source>map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Saving the map</source>
        <translation>正在保存地图</translation>
    </message>
    <message>
        <source>Drag a box around what to select, or Space at two corners; Shift adds to the selection, Ctrl turns round</source>
        <translation>拖框选择，或在两个角各按一次空格；按住 Shift 追加，按住 Ctrl 反选</translation>
    </message>
    <message>
        <source>Click where {photo} was taken (Space: at the cross), or drag a photo&apos;s point to its place</source>
        <translation>单击 {photo} 的拍摄位置（空格：放在十字处），或把照片点拖到正确位置</translation>
    </message>
    <message>
        <source>Click where the {n} selected photos were taken (Space: at the cross), or drag one photo&apos;s point to its place</source>
        <translation>点击选中的 {n} 张照片的拍摄地点（空格：十字处），或把某张照片的点拖到它的位置</translation>
    </message>
    <message>
        <source>Drag a photo&apos;s point to its place, or take it up and put it down with Space; for a photo without a position, select it among the photos first</source>
        <translation>把照片点拖到正确位置，或按空格拾起、再按空格放下；没有位置的照片请先在照片栏中选中</translation>
    </message>
    <message>
        <source>{photo} stands here already; drag its point to move it</source>
        <translation>{photo} 就在此处；要移动它，请拖动它的点</translation>
    </message>
    <message>
        <source>No photo is selected: select one among the photos first</source>
        <translation>没有选中照片：请先在照片栏中选一张</translation>
    </message>
    <message>
        <source>There is no view before this one</source>
        <translation>没有更早的视图</translation>
    </message>
    <message>
        <source>There is no view that one came back from</source>
        <translation>没有可前往的下一视图</translation>
    </message>
    <message>
        <source>{n} photo</source>
        <translation>{n} 张照片</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
    <message>
        <source>Let go to tie {photos} to {issue}</source>
        <translation>松开后把 {photos}关联到 {issue}</translation>
    </message>
    <message>
        <source>Let go to place {photos} here by hand</source>
        <translation>松开后把 {photos}手工定位到这里</translation>
    </message>
</context>
</TS>
