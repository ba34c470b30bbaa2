<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Layers</name>
    <message>
        <source>Add a layer…</source>
        <translation>添加参考图层…</translation>
    </message>
    <message>
        <source>Put a vector file on the map for reference: stations, plans, plots of other offices</source>
        <translation>把矢量文件放到地图上作参考：监测站、规划、其他部门的地块等</translation>
    </message>
    <message>
        <source>Name, colour and labels of the layer…</source>
        <translation>参考图层的名称、颜色和标注…</translation>
    </message>
    <message>
        <source>Say what the reference layer marked in the layer tree is called and how it looks</source>
        <translation>修改图层列表中所选参考图层的名称和显示方式</translation>
    </message>
    <message>
        <source>Take the layer off the list…</source>
        <translation>移除参考图层…</translation>
    </message>
    <message>
        <source>Take the reference layer marked in the layer tree away; its file stays</source>
        <translation>移除图层列表中所选的参考图层；文件仍保留在项目中</translation>
    </message>
    <message>
        <source>Put a layer back…</source>
        <translation>恢复参考图层…</translation>
    </message>
    <message>
        <source>Layers that were taken off the list, to put back</source>
        <translation>列出已移除的参考图层，可以恢复</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>查看 {name}</translation>
    </message>
    <message>
        <source>Add the layer {name}</source>
        <translation>添加参考图层“{name}”</translation>
    </message>
    <message>
        <source>Add a layer</source>
        <translation>添加参考图层</translation>
    </message>
    <message>
        <source>A layer for reference is seen beside the rest and travels with the project. It proves nothing: no patch is measured against it.</source>
        <translation>参考图层与其他图层一起显示，随项目同步。它只供对照，不作为依据：图斑不与它叠加计算。</translation>
    </message>
    <message>
        <source>Choose a vector file</source>
        <translation>选择矢量文件</translation>
    </message>
    <message>
        <source>Vector files ({endings})</source>
        <translation>矢量文件（{endings}）</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>La&amp;yer in it</source>
        <translation>其中的图层(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Label by</source>
        <translation>标注字段(&amp;L)</translation>
    </message>
    <message>
        <source>Coordinate &amp;system</source>
        <translation>坐标系(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Positions are those of</source>
        <translation>位置取自(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>文字编码(&amp;E)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Attributes of the file</source>
        <translation>文件的属性字段</translation>
    </message>
    <message>
        <source>as its bytes tell</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>Choose a file: what is in it is shown here before it is added.</source>
        <translation>请选择文件：添加之前，这里先显示其中的内容。</translation>
    </message>
    <message>
        <source>the real world</source>
        <translation>真实位置</translation>
    </message>
    <message>
        <source>a web map (GCJ-02: Gaode, Tencent, Google China)</source>
        <translation>网络地图（GCJ-02：高德、腾讯、谷歌中国）</translation>
    </message>
    <message>
        <source>a web map of Baidu (BD-09)</source>
        <translation>百度地图（BD-09）</translation>
    </message>
    <message>
        <source>the real world, once corrected too often (GCJ-02)</source>
        <translation>真实位置，但多纠偏了一次（GCJ-02）</translation>
    </message>
    <message>
        <source>the real world, once corrected too often (BD-09)</source>
        <translation>真实位置，但多纠偏了一次（BD-09）</translation>
    </message>
    <message>
        <source>the real world: undo an earlier correction</source>
        <translation>真实位置（撤回以前的纠偏）</translation>
    </message>
    <message>
        <source>Colour {n} ({colour})</source>
        <translation>颜色 {n}（{colour}）</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>有值</translation>
    </message>
    <message>
        <source>Such as</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>按文件声明</translation>
    </message>
    <message>
        <source>Reading the layer {name}</source>
        <translation>读取参考图层“{name}”</translation>
    </message>
    <message>
        <source>No reference layer is marked in the layer tree.</source>
        <translation>图层列表中没有选中参考图层。</translation>
    </message>
    <message>
        <source>Click its line in the tree beside the map first.</source>
        <translation>请先在地图旁的图层列表中点选参考图层。</translation>
    </message>
    <message>
        <source>There is no reference layer yet.</source>
        <translation>还没有参考图层。</translation>
    </message>
    <message>
        <source>Add one first: Map, Add a layer.</source>
        <translation>请先添加：“地图”菜单，“添加参考图层”。</translation>
    </message>
    <message>
        <source>Why it can&apos;t be shown</source>
        <translation>为什么无法显示</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>缩放到整个图层</translation>
    </message>
    <message>
        <source>Name, colour and labels…</source>
        <translation>名称、颜色和标注…</translation>
    </message>
    <message>
        <source>Take off the list…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>No layer was taken off the list.</source>
        <translation>没有移除过的参考图层。</translation>
    </message>
    <message>
        <source>This is no date.</source>
        <translation>这不是日期。</translation>
    </message>
    <message>
        <source>Describe the layer {name}</source>
        <translation>修改参考图层“{name}”</translation>
    </message>
    <message>
        <source>Reference layer</source>
        <translation>参考图层</translation>
    </message>
    <message>
        <source>Data as &amp;of</source>
        <translation>资料日期(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>备注(&amp;R)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>面</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>线</translation>
    </message>
    <message>
        <source>points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>For reference; from {file}</source>
        <translation>参考图层；来自 {file}</translation>
    </message>
    <message>
        <source>As of {day}</source>
        <translation>资料日期：{day}</translation>
    </message>
    <message>
        <source>The project has this layer already: what you say of it changes.</source>
        <translation>项目中已有此图层：确认后只修改名称、颜色等说明。</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n} 个点</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} 条线</translation>
    </message>
    <message>
        <source>{n} areas</source>
        <translation>{n} 个面</translation>
    </message>
    <message>
        <source>{n} collections</source>
        <translation>{n} 个几何集合</translation>
    </message>
    <message>
        <source>Features: {kinds}; {n} vertices.</source>
        <translation>要素：{kinds}；共 {n} 个顶点。</translation>
    </message>
    <message>
        <source>{n} without a shape is left out.</source>
        <translation>{n} 个没有图形的要素不读入。</translation>
    </message>
    <message>
        <source>{n} without a shape are left out.</source>
        <translation>{n} 个没有图形的要素不读入。</translation>
    </message>
    <message>
        <source>Extent: {west} to {east} east, {south} to {north} north.</source>
        <translation>范围：东经 {west} 至 {east}，北纬 {south} 至 {north}。</translation>
    </message>
    <message>
        <source>as the file declares</source>
        <translation>按文件声明</translation>
    </message>
    <message>
        <source>the file declares none; its numbers fit only this</source>
        <translation>文件未声明，坐标数值只符合此坐标系</translation>
    </message>
    <message>
        <source>as you say</source>
        <translation>按您的指定</translation>
    </message>
    <message>
        <source>Coordinate system: {crs}, {why}.</source>
        <translation>坐标系：{crs}（{why}）。</translation>
    </message>
    <message>
        <source>How exact the positions are is not known.</source>
        <translation>位置精度不明。</translation>
    </message>
    <message>
        <source>Positions are exact to {metres}.</source>
        <translation>位置精度 {metres}。</translation>
    </message>
    <message>
        <source>as its format has it</source>
        <translation>格式规定</translation>
    </message>
    <message>
        <source>as the file says, and its bytes agree</source>
        <translation>文件声明，内容相符</translation>
    </message>
    <message>
        <source>it has no other letters than those of ASCII</source>
        <translation>只含 ASCII 字符</translation>
    </message>
    <message>
        <source>Encoding: {encoding}, {how}.</source>
        <translation>文字编码：{encoding}（{how}）。</translation>
    </message>
    <message>
        <source>… and {n} more remarks</source>
        <translation>…… 另有 {n} 条提示</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>要素属性</translation>
    </message>
    <message>
        <source>Attributes of the feature</source>
        <translation>要素的属性</translation>
    </message>
    <message>
        <source>The feature before it</source>
        <translation>上一个要素</translation>
    </message>
    <message>
        <source>The next feature of this place</source>
        <translation>此处的下一个要素</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all attributes as a table</source>
        <translation>把全部属性复制为表格</translation>
    </message>
    <message>
        <source>Zoom to it</source>
        <translation>缩放到要素</translation>
    </message>
    <message>
        <source>{layer}, feature {n}</source>
        <translation>{layer}，要素 {n}</translation>
    </message>
    <message>
        <source>{at} of {all} here</source>
        <translation>此处共 {all} 个，第 {at} 个</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不标注</translation>
    </message>
    <message>
        <source>Take the layer {name} off the list</source>
        <translation>移除参考图层“{name}”</translation>
    </message>
    <message>
        <source>Take a layer off the list</source>
        <translation>移除参考图层</translation>
    </message>
    <message>
        <source>{name} is shown on no device of the project any more. Its file stays; the layer can be put back.</source>
        <translation>移除后，项目的所有设备都不再显示“{name}”。文件保留，图层可以恢复。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Put the layer {name} back</source>
        <translation>恢复参考图层“{name}”</translation>
    </message>
    <message>
        <source>Put a layer back</source>
        <translation>恢复参考图层</translation>
    </message>
    <message>
        <source>These layers were taken off the list.</source>
        <translation>以下参考图层已被移除。</translation>
    </message>
    <message>
        <source>Layers that were taken off the list</source>
        <translation>已移除的参考图层</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>{name} ({n}), from {file}</source>
        <translation>{name}（{n}），来自 {file}</translation>
    </message>
    <message>
        <source>Add a layer for reference…</source>
        <translation>添加参考图层…</translation>
    </message>
</context>
</TS>
