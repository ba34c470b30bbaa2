<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Photos</name>
    <message>
        <source>Import photos…</source>
        <translation>导入照片…</translation>
    </message>
    <message>
        <source>Choose photos to import; they can be dropped too</source>
        <translation>选择要导入的照片，也可以直接拖进来</translation>
    </message>
    <message>
        <source>Import a folder of photos…</source>
        <translation>导入照片文件夹…</translation>
    </message>
    <message>
        <source>Import all photos in a folder and the folders in it</source>
        <translation>导入文件夹及其子文件夹里的全部照片</translation>
    </message>
    <message>
        <source>Results of the last import</source>
        <translation>上次导入结果</translation>
    </message>
    <message>
        <source>What became of each file, with what to do</source>
        <translation>逐个文件的结果和处理办法</translation>
    </message>
    <message>
        <source>Photos of the last import</source>
        <translation>上次导入的照片</translation>
    </message>
    <message>
        <source>Show only what the last import brought</source>
        <translation>只显示上次导入的照片</translation>
    </message>
    <message>
        <source>Photos that need a choice</source>
        <translation>待选择的照片</translation>
    </message>
    <message>
        <source>Go through photos near an issue and tied to none</source>
        <translation>逐张处理靠近问题但尚未关联的照片</translation>
    </message>
    <message>
        <source>View large</source>
        <translation>查看大图</translation>
    </message>
    <message>
        <source>Open the large viewer (Space in the tray)</source>
        <translation>打开大图窗口（照片栏里按空格键）</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Compare the pairs of the issue that the dossier shows</source>
        <translation>对比档案中当前问题的整改前后照片</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Show position and view of the selected photos</source>
        <translation>显示所选照片的位置和视角</translation>
    </message>
    <message>
        <source>Tie to an issue…</source>
        <translation>关联到问题…</translation>
    </message>
    <message>
        <source>Find an issue and tie the selected photos to it</source>
        <translation>查找问题并关联所选照片</translation>
    </message>
    <message>
        <source>Untie</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>Take all ties of the selected photos off</source>
        <translation>取消所选照片的全部关联</translation>
    </message>
    <message>
        <source>Place by hand…</source>
        <translation>手工定位…</translation>
    </message>
    <message>
        <source>Say by coordinates where the photos were taken</source>
        <translation>输入坐标，说明照片的拍摄位置</translation>
    </message>
    <message>
        <source>Place by tracks…</source>
        <translation>按轨迹定位…</translation>
    </message>
    <message>
        <source>Place photos without a position by their time on a track; the selected ones, or all</source>
        <translation>按拍摄时间在轨迹上给没有位置的照片定位；可只定选中的，也可全部</translation>
    </message>
    <message>
        <source>Enter the time by hand…</source>
        <translation>手工填写时间…</translation>
    </message>
    <message>
        <source>Say when photos were taken whose file does not tell</source>
        <translation>给文件里没有时间的照片填写拍摄时间</translation>
    </message>
    <message>
        <source>Datum of their positions…</source>
        <translation>位置坐标基准…</translation>
    </message>
    <message>
        <source>Move positions back that a phone app wrote in GCJ-02 or BD-09</source>
        <translation>把手机软件按 GCJ-02 或 BD-09 写入的位置换算回来</translation>
    </message>
    <message>
        <source>Accept as evidence…</source>
        <translation>认可为证据…</translation>
    </message>
    <message>
        <source>State as a second person that a doubtful photo counts</source>
        <translation>以第二人身份书面认可存疑照片</translation>
    </message>
    <message>
        <source>Find a photo by its name</source>
        <translation>按文件名查找照片</translation>
    </message>
    <message>
        <source>Put the cursor into the field of the tray</source>
        <translation>把光标放到照片栏的查找框</translation>
    </message>
    <message>
        <source>Ties made by themselves…</source>
        <translation>自动关联…</translation>
    </message>
    <message>
        <source>Say how far an issue must stand out to be tied unasked</source>
        <translation>设定问题要领先多少才自动关联</translation>
    </message>
    <message>
        <source>By source, camera or day</source>
        <translation>按来源、相机或日期</translation>
    </message>
    <message>
        <source>Show only photos of one source, one camera or one day</source>
        <translation>只显示某一位置来源、某台相机或某一天的照片</translation>
    </message>
    <message>
        <source>Larger thumbnails</source>
        <translation>放大缩略图</translation>
    </message>
    <message>
        <source>Show fewer and larger photos in the tray</source>
        <translation>照片栏里显示得更大、更少</translation>
    </message>
    <message>
        <source>Smaller thumbnails</source>
        <translation>缩小缩略图</translation>
    </message>
    <message>
        <source>Show more and smaller photos in the tray</source>
        <translation>照片栏里显示得更小、更多</translation>
    </message>
    <message>
        <source>Clock offset by a photo of a clock</source>
        <translation>用拍有时钟的照片校时</translation>
    </message>
    <message>
        <source>Choose the photo…</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>Take a photo of a clock that is right, such as the one of a satellite receiver, with the camera that took the others.</source>
        <translation>用同一台相机拍一张准确的时钟，例如卫星定位仪上的时间。</translation>
    </message>
    <message>
        <source>Time by the camera</source>
        <translation>相机时间</translation>
    </message>
    <message>
        <source>&amp;Time in the picture</source>
        <translation>画面中的时间(&amp;T)</translation>
    </message>
    <message>
        <source>10:03:20, or with the date before it</source>
        <translation>10:03:20，前面可加日期</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>校正量</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Place by tracks</source>
        <translation>按轨迹定位</translation>
    </message>
    <message>
        <source>Of the {n} selected photo, if it has no position.</source>
        <translation>选中的 {n} 张照片，没有位置时才定位。</translation>
    </message>
    <message>
        <source>Of the {n} selected photos, those without a position.</source>
        <translation>选中的 {n} 张照片中没有位置的。</translation>
    </message>
    <message>
        <source>All photos of the project that have no position.</source>
        <translation>项目中没有位置的全部照片。</translation>
    </message>
    <message>
        <source>Each is placed by the one track that covers its time; where several tell different places, it is left to you.</source>
        <translation>每张只按一条覆盖其拍摄时刻的轨迹定位；几条轨迹位置不一致的，留给您决定。</translation>
    </message>
    <message>
        <source>Also those that a track &amp;placed before</source>
        <translation>也包括以前按轨迹定位的(&amp;P)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Looking what the tracks tell…</source>
        <translation>正在比对轨迹…</translation>
    </message>
    <message>
        <source>Add a track to see what it places.</source>
        <translation>添加轨迹后显示能定位哪些照片。</translation>
    </message>
    <message>
        <source>{placed} of {asked} photos would be placed</source>
        <translation>可定位 {placed} 张，共 {asked} 张</translation>
    </message>
    <message>
        <source>; longest gap {gap}, largest error {error}</source>
        <translation>；前后轨迹点最长相隔 {gap}，误差最大约 {error}</translation>
    </message>
    <message>
        <source>Swipe (S)</source>
        <translation>卷帘 (S)</translation>
    </message>
    <message>
        <source>One photo over the other, parted by a line</source>
        <translation>两张照片叠放，用分隔线左右卷动</translation>
    </message>
    <message>
        <source>Whole photos</source>
        <translation>全图</translation>
    </message>
    <message>
        <source>Most alike (N)</source>
        <translation>最接近的(N)</translation>
    </message>
    <message>
        <source>The photo of before that is nearest to this one in place and view</source>
        <translation>站位和朝向与这张最接近的整改前照片</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>对比组</translation>
    </message>
    <message>
        <source>Former and next pair by Page Up and Page Down</source>
        <translation>按 Page Up、Page Down 切换上一组、下一组</translation>
    </message>
    <message>
        <source>Two photos of your choice</source>
        <translation>自选的两张照片</translation>
    </message>
    <message>
        <source>&amp;Before</source>
        <translation>整改前(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;After</source>
        <translation>整改后(&amp;A)</translation>
    </message>
    <message>
        <source>Choose any photo of the issue for this side</source>
        <translation>这一侧可选本问题的任意照片</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>整改前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>整改后</translation>
    </message>
    <message>
        <source>Before and after: {issue}</source>
        <translation>前后对比：{issue}</translation>
    </message>
    <message>
        <source>This issue has no pair yet</source>
        <translation>该问题还没有前后对比照片</translation>
    </message>
    <message>
        <source>A pair takes a photo tied as before and one tied as after.</source>
        <translation>需要一张关联为整改前、一张关联为整改后的照片。</translation>
    </message>
    <message>
        <source>No time</source>
        <translation>无拍摄时间</translation>
    </message>
    <message>
        <source>This pair counts as evidence</source>
        <translation>这组照片可作为证据</translation>
    </message>
    <message>
        <source>This pair does not count as evidence</source>
        <translation>这组照片不能作为证据</translation>
    </message>
    <message>
        <source>{verdict}: {measured}</source>
        <translation>{verdict}：{measured}</translation>
    </message>
    <message>
        <source>marker {number}</source>
        <translation>界桩 {number}</translation>
    </message>
    <message>
        <source>Needs choice</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>Not tagged</source>
        <translation>未关联</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>无位置</translation>
    </message>
    <message>
        <source>No preview</source>
        <translation>无预览</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Nothing was imported yet</source>
        <translation>还没有导入过照片</translation>
    </message>
    <message>
        <source>Import photos</source>
        <translation>导入照片</translation>
    </message>
    <message>
        <source>Drop photos and folders here to import them</source>
        <translation>把照片或文件夹拖到这里导入</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Facts of the photo</source>
        <translation>照片信息</translation>
    </message>
    <message>
        <source>E</source>
        <translation>东经</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西经</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北纬</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南纬</translation>
    </message>
    <message>
        <source>{lon}°&#xa0;{east}, {lat}°&#xa0;{north}</source>
        <translation>{east} {lon}°，{north} {lat}°</translation>
    </message>
    <message>
        <source>By the file itself</source>
        <translation>文件自身</translation>
    </message>
    <message>
        <source>Beside other photos and tracks</source>
        <translation>对照其他照片和轨迹</translation>
    </message>
    <message>
        <source>UTC{offset}</source>
        <translation>UTC{offset}</translation>
    </message>
    <message>
        <source>Camera&apos;s time zone</source>
        <translation>相机时区</translation>
    </message>
    <message>
        <source>Camera&apos;s clock</source>
        <translation>相机时钟</translation>
    </message>
    <message>
        <source>as the satellites&apos;</source>
        <translation>与卫星时间一致</translation>
    </message>
    <message>
        <source>{time} ahead of the satellites&apos;</source>
        <translation>比卫星时间快 {time}</translation>
    </message>
    <message>
        <source>{time} behind the satellites&apos;</source>
        <translation>比卫星时间慢 {time}</translation>
    </message>
    <message>
        <source>Azimuth as read</source>
        <translation>方位角（原始读数）</translation>
    </message>
    <message>
        <source>{angle} to the {side}</source>
        <translation>偏{side} {angle}</translation>
    </message>
    <message>
        <source>true north</source>
        <translation>真北</translation>
    </message>
    <message>
        <source>magnetic north</source>
        <translation>磁北</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>void: position or time changed since</source>
        <translation>已失效：位置或时间此后有改动</translation>
    </message>
    <message>
        <source>Boundary markers</source>
        <translation>界桩与标识牌</translation>
    </message>
    <message>
        <source>Inspection of</source>
        <translation>巡查的界桩</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Worth a look, no verdict</source>
        <translation>疑点提示，不作结论</translation>
    </message>
    <message>
        <source>counts as evidence</source>
        <translation>可作为证据</translation>
    </message>
    <message>
        <source>The original is missing</source>
        <translation>原片缺失</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>View</source>
        <translation>朝向</translation>
    </message>
    <message>
        <source>north not told</source>
        <translation>未注明真北或磁北</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256 校验值</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原片</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>File name holds</source>
        <translation>文件名包含</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Only some: by source, camera or day</source>
        <translation>筛选：按位置来源、相机或日期</translation>
    </message>
    <message>
        <source>Which photos</source>
        <translation>照片筛选</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按文件名</translation>
    </message>
    <message>
        <source>Last imported first</source>
        <translation>最近导入在前</translation>
    </message>
    <message>
        <source>This issue</source>
        <translation>当前问题</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Every photo</source>
        <translation>所有照片</translation>
    </message>
    <message>
        <source>Near an issue and tied to none: yours to decide</source>
        <translation>靠近问题但尚未关联，等您决定</translation>
    </message>
    <message>
        <source>Tied to no issue</source>
        <translation>没有关联到任何问题</translation>
    </message>
    <message>
        <source>Nobody knows where they were taken</source>
        <translation>不知道在哪里拍的</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>Something about the file, its time or its place is odd</source>
        <translation>文件、时间或位置有异常</translation>
    </message>
    <message>
        <source>Tied to the issue that the dossier shows</source>
        <translation>已关联到档案中当前的问题</translation>
    </message>
    <message>
        <source>Near it</source>
        <translation>附近</translation>
    </message>
    <message>
        <source>Tied to none and near {issue}, the nearest first; then those it has</source>
        <translation>{issue} 附近未关联的照片，近的在前；其后是已关联的</translation>
    </message>
    <message>
        <source>&amp;Tie each photo to the issue that stands out</source>
        <translation>自动关联到明确对应的问题(&amp;T)</translation>
    </message>
    <message>
        <source>Where several issues are near, or the day does not tell the phase, the choice is left to you</source>
        <translation>附近有多个问题，或日期判断不出阶段的，留给您选择</translation>
    </message>
    <message>
        <source>By its day: before until a plan is approved, photos of a clue&apos;s check among them; during until a first measure is done; then after</source>
        <translation>按日期：整改方案批准前为整改前（含线索核查照片），首项措施完成前为整改中，之后为整改后</translation>
    </message>
    <message>
        <source>T&amp;racks</source>
        <translation>轨迹(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clock offset</source>
        <translation>时钟校正(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Datum</source>
        <translation>坐标基准(&amp;D)</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Take the track away</source>
        <translation>移除这条轨迹</translation>
    </message>
    <message>
        <source>+HH:MM:SS, only with tracks</source>
        <translation>+HH:MM:SS，只用于轨迹定位</translation>
    </message>
    <message>
        <source>Added to the camera&apos;s time to find the place on the track</source>
        <translation>加到相机时间上，用于在轨迹上找位置</translation>
    </message>
    <message>
        <source>By a photo of a clock…</source>
        <translation>用拍有时钟的照片…</translation>
    </message>
    <message>
        <source>WGS 84 / CGCS2000, as cameras write</source>
        <translation>WGS 84 / CGCS2000（相机通用）</translation>
    </message>
    <message>
        <source>GCJ-02, of some phone apps</source>
        <translation>GCJ-02（部分手机应用）</translation>
    </message>
    <message>
        <source>BD-09, of Baidu&apos;s apps</source>
        <translation>BD-09（百度应用）</translation>
    </message>
    <message>
        <source>Photos without a position: place by time</source>
        <translation>没有位置的照片：按时间定位</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>等另外 {n} 个</translation>
    </message>
    <message>
        <source>There is no file in there</source>
        <translation>里面没有文件</translation>
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
        <source>{n} other file</source>
        <translation>其他文件 {n} 个</translation>
    </message>
    <message>
        <source>{n} other files</source>
        <translation>其他文件 {n} 个</translation>
    </message>
    <message>
        <source>Positions in all of these photos are taken as shifted by 300 to 700 m and are moved back. The choice is recorded with each photo; what its file says stays readable, and the choice can be changed later.</source>
        <translation>这些照片的位置都按偏移 300～700 米处理并换算回来。此选择记入每张照片；文件原值仍可查看，以后也可改。</translation>
    </message>
    <message>
        <source>Importing photos</source>
        <translation>导入照片</translation>
    </message>
    <message>
        <source>Added {n}</source>
        <translation>新增 {n}</translation>
    </message>
    <message>
        <source>there already {n}</source>
        <translation>重复 {n}</translation>
    </message>
    <message>
        <source>with a position {n}</source>
        <translation>有位置 {n}</translation>
    </message>
    <message>
        <source>tied {n}</source>
        <translation>已关联 {n}</translation>
    </message>
    <message>
        <source>to choose {n}</source>
        <translation>待选择 {n}</translation>
    </message>
    <message>
        <source>refused {n}</source>
        <translation>拒收 {n}</translation>
    </message>
    <message>
        <source>left behind {n}</source>
        <translation>未读到 {n}</translation>
    </message>
    <message>
        <source>damaged and no evidence as they are {n}</source>
        <translation>文件残缺、不能直接作为证据 {n}</translation>
    </message>
    <message>
        <source>Stopped; what is in stays: {done}</source>
        <translation>已停止，已导入的保留：{done}</translation>
    </message>
    <message>
        <source>{tied} ({phases})</source>
        <translation>{tied}（{phases}）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What is imported by then stays</source>
        <translation>已导入的照片会保留</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Importing: {n} photo so far</source>
        <translation>正在导入：已有 {n} 张</translation>
    </message>
    <message>
        <source>Importing: {n} photos so far</source>
        <translation>正在导入：已有 {n} 张</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>还需 {time}</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import photos, or drop them here</source>
        <translation>导入照片，也可以直接拖进来</translation>
    </message>
    <message>
        <source>What the import did</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Import what is missing, once the card or drive is back</source>
        <translation>存储卡或移动硬盘接回后，导入还没有进来的照片</translation>
    </message>
    <message>
        <source>Results…</source>
        <translation>查看结果…</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>The card or drive is gone; what came stays:</source>
        <translation>存储卡或移动硬盘已断开，已导入的保留：</translation>
    </message>
    <message>
        <source>Stopped; what is in stays:</source>
        <translation>已停止，已导入的保留：</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n} 张</translation>
    </message>
    <message>
        <source>No photo here</source>
        <translation>这里没有照片</translation>
    </message>
    <message>
        <source>No photo fits this filter.</source>
        <translation>没有符合筛选条件的照片。</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>显示全部照片</translation>
    </message>
    <message>
        <source>Drop photos or folders here. Originals are kept unchanged.</source>
        <translation>把照片或文件夹拖到这里。原片保持不变。</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>Place {n} photo by hand</source>
        <translation>手工定位 {n} 张照片</translation>
    </message>
    <message>
        <source>Place {n} photos by hand</source>
        <translation>手工定位 {n} 张照片</translation>
    </message>
    <message>
        <source>A photo placed by hand counts as evidence only once a second person has accepted it in writing.</source>
        <translation>手工定位的照片，须经第二人书面认可才能作为证据。</translation>
    </message>
    <message>
        <source>To click its place on the map instead, cancel and use Map, Place a photo by hand.</source>
        <translation>也可在地图上单击定位：取消后用菜单“地图”—“手工标定照片位置”。</translation>
    </message>
    <message>
        <source>P&amp;osition</source>
        <translation>位置(&amp;O)</translation>
    </message>
    <message>
        <source>126.350000, 43.250000</source>
        <translation>126.350000, 43.250000</translation>
    </message>
    <message>
        <source>Degrees, degrees minutes seconds, or metres of a Gauss–Krüger zone with the zone&apos;s number before the easting</source>
        <translation>可填度、度分秒，或带号在前的高斯–克吕格坐标（米）</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Accept {file} as evidence</source>
        <translation>认可 {file} 为证据</translation>
    </message>
    <message>
        <source>You state that position and time of this photo are right as they stand. Who imported or placed it can&apos;t accept it.</source>
        <translation>您声明这张照片现有的位置和时间属实。导入者或定位者本人不能认可。</translation>
    </message>
    <message>
        <source>&amp;Why it may count</source>
        <translation>认可理由(&amp;W)</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>认可</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已新增</translation>
    </message>
    <message>
        <source>Added, damaged</source>
        <translation>已新增，文件残缺</translation>
    </message>
    <message>
        <source>Last import</source>
        <translation>上次导入</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>With a position</source>
        <translation>有位置</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>已关联</translation>
    </message>
    <message>
        <source>To choose</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>未读到</translation>
    </message>
    <message>
        <source>Show all photos of this import, or all of the project again</source>
        <translation>显示这次导入的全部照片，再点显示项目全部照片</translation>
    </message>
    <message>
        <source>Show the photos that are new</source>
        <translation>显示新增的照片</translation>
    </message>
    <message>
        <source>Show the photos that the project had already</source>
        <translation>显示项目中原已有的照片</translation>
    </message>
    <message>
        <source>Show the new photos that have a position</source>
        <translation>显示新增且有位置的照片</translation>
    </message>
    <message>
        <source>Show the photos that were tied to an issue by themselves</source>
        <translation>显示自动关联到问题的照片</translation>
    </message>
    <message>
        <source>Go through the photos whose issue is yours to choose</source>
        <translation>逐张选择照片所属的问题</translation>
    </message>
    <message>
        <source>Show the photos that break off and are no evidence</source>
        <translation>显示内容不完整、不能作为证据的照片</translation>
    </message>
    <message>
        <source>List the files that were not taken, and why</source>
        <translation>列出未导入的文件及原因</translation>
    </message>
    <message>
        <source>List the files that were not there any more</source>
        <translation>列出已读不到的文件</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存清单</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>photo import</source>
        <translation>照片导入</translation>
    </message>
    <message>
        <source>Saving the list</source>
        <translation>正在保存清单</translation>
    </message>
    <message>
        <source>Results of the import</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <source>The line in full</source>
        <translation>该行全文</translation>
    </message>
    <message>
        <source>Which files</source>
        <translation>显示哪些文件</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Save these lines as a table for spreadsheets</source>
        <translation>把这些行存为电子表格能打开的表格</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>without a number</source>
        <translation>无编号</translation>
    </message>
    <message>
        <source>Tie the selected photos to this issue ({key})</source>
        <translation>把所选照片关联到这个问题（{key}）</translation>
    </message>
    <message>
        <source>{place} · match {score}</source>
        <translation>{place} · 匹配度 {score}</translation>
    </message>
    <message>
        <source>near {n} of the first {asked} photos</source>
        <translation>前 {asked} 张中有 {n} 张在附近</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between reasons</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>near {n} of {asked} photos</source>
        <translation>{asked} 张中有 {n} 张在附近</translation>
    </message>
    <message>
        <source>Other issue…</source>
        <translation>其他问题…</translation>
    </message>
    <message>
        <source>Find an issue by number or name, and tie (I)</source>
        <translation>按编号或名称查找问题并关联（I）</translation>
    </message>
    <message>
        <source>Say by hand where it was taken</source>
        <translation>手工填写拍摄位置</translation>
    </message>
    <message>
        <source>Accept as evidence what another placed or what is doubtful</source>
        <translation>认可他人定位的或存疑的照片为证据</translation>
    </message>
    <message>
        <source>Tie {n} photo</source>
        <translation>关联 {n} 张照片</translation>
    </message>
    <message>
        <source>Tie {n} photos</source>
        <translation>关联 {n} 张照片</translation>
    </message>
    <message>
        <source>Untie {n} photo</source>
        <translation>取消关联 {n} 张照片</translation>
    </message>
    <message>
        <source>Untie {n} photos</source>
        <translation>取消关联 {n} 张照片</translation>
    </message>
    <message>
        <source>{n} photo selected</source>
        <translation>已选 {n} 张照片</translation>
    </message>
    <message>
        <source>{n} photos selected</source>
        <translation>已选 {n} 张照片</translation>
    </message>
    <message>
        <source>No photo selected</source>
        <translation>未选照片</translation>
    </message>
    <message>
        <source>Select photos to see which issues they may show.</source>
        <translation>选择照片，查看可能对应的问题。</translation>
    </message>
    <message>
        <source>Tie to {issue}, open in the dossier</source>
        <translation>关联到档案中的 {issue}</translation>
    </message>
    <message>
        <source>Without a position nothing can be suggested: place the photo, or choose the issue yourself.</source>
        <translation>没有位置，无法推荐：请先定位，或自己选择问题。</translation>
    </message>
    <message>
        <source>No issue lies within 5 km.</source>
        <translation>5 千米内没有问题。</translation>
    </message>
    <message>
        <source>Tie {n} photo to an issue</source>
        <translation>把 {n} 张照片关联到问题</translation>
    </message>
    <message>
        <source>Tie {n} photos to an issue</source>
        <translation>把 {n} 张照片关联到问题</translation>
    </message>
    <message>
        <source>Number or na&amp;me</source>
        <translation>编号或名称(&amp;M)</translation>
    </message>
    <message>
        <source>a part of it</source>
        <translation>填其中一部分即可</translation>
    </message>
    <message>
        <source>Issues found</source>
        <translation>找到的问题</translation>
    </message>
    <message>
        <source>&amp;Other phases of this issue stay beside it</source>
        <translation>保留本问题其他阶段的关联(&amp;O)</translation>
    </message>
    <message>
        <source>Without it, another phase replaces the one that a photo had</source>
        <translation>不勾选时，新阶段替换照片原来的阶段</translation>
    </message>
    <message>
        <source>Tie</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>No issue is called so</source>
        <translation>没有这样的问题</translation>
    </message>
    <message>
        <source>Looking at the photos…</source>
        <translation>正在核对照片…</translation>
    </message>
    <message>
        <source>Looking at the photos… {share} %</source>
        <translation>正在核对照片…{share}%</translation>
    </message>
    <message>
        <source>&amp;Phase</source>
        <translation>阶段(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Which phase it shows; one key chooses: {keys}</source>
        <translation>照片反映哪个阶段；按键选择：{keys}</translation>
    </message>
    <message>
        <source>What it shows; one key chooses: {keys}</source>
        <translation>拍摄内容；按键选择：{keys}</translation>
    </message>
    <message>
        <source>by its day</source>
        <translation>按日期</translation>
    </message>
    <message>
        <source>by distance</source>
        <translation>按距离</translation>
    </message>
    <message>
        <source>Former photo (Left)</source>
        <translation>上一张（←）</translation>
    </message>
    <message>
        <source>Next photo (Right)</source>
        <translation>下一张（→）</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小（-）</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Whole photo (Ctrl+0)</source>
        <translation>全图（Ctrl+0）</translation>
    </message>
    <message>
        <source>One to one (Ctrl+1)</source>
        <translation>原始大小（Ctrl+1）</translation>
    </message>
    <message>
        <source>Turn the view left ([)</source>
        <translation>向左转（[）</translation>
    </message>
    <message>
        <source>Turn the view right (])</source>
        <translation>向右转（]）</translation>
    </message>
    <message>
        <source>Show position and view on the map (Ctrl+M)</source>
        <translation>在地图上显示位置和视角（Ctrl+M）</translation>
    </message>
    <message>
        <source>Copy the facts</source>
        <translation>复制照片信息</translation>
    </message>
    <message>
        <source>Copy the SHA-256</source>
        <translation>复制 SHA-256</translation>
    </message>
    <message>
        <source>Open the original with another program</source>
        <translation>用其他程序打开原片</translation>
    </message>
    <message>
        <source>Open the folder of the original</source>
        <translation>打开原片所在文件夹</translation>
    </message>
    <message>
        <source>Save a copy of the original… (Ctrl+S)</source>
        <translation>导出原片…(Ctrl+S)</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>第 {n} 张，共 {total} 张</translation>
    </message>
    <message>
        <source>{issue}: {phase}, {kind}</source>
        <translation>{issue}：{phase}，{kind}</translation>
    </message>
    <message>
        <source>no phase</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>{phase}: {why}</source>
        <translation>{phase}：{why}</translation>
    </message>
    <message>
        <source>They are tied to {issue} so already.</source>
        <translation>已按此关联到 {issue}。</translation>
    </message>
    <message>
        <source>Tied to {issue} as {phase}.</source>
        <translation>已关联到 {issue}，作为{phase}。</translation>
    </message>
    <message>
        <source>Tied to {issue} as {phase}, no longer as {before}.</source>
        <translation>已关联到 {issue}，由{before}改为{phase}。</translation>
    </message>
    <message>
        <source>{source} ({how})</source>
        <translation>{source}（{how}）</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>claimed</source>
        <translation>非实测</translation>
    </message>
    <message>
        <source>{how}, in doubt</source>
        <translation>{how}，有疑点</translation>
    </message>
    <message>
        <source>north</source>
        <translation>北</translation>
    </message>
    <message>
        <source>northeast</source>
        <translation>东北</translation>
    </message>
    <message>
        <source> ({n} photos)</source>
        <translation>（{n} 张）</translation>
    </message>
    <message>
        <source>Place {n} photo by tracks</source>
        <translation>按轨迹定位 {n} 张照片</translation>
    </message>
    <message>
        <source>Place {n} photos by tracks</source>
        <translation>按轨迹定位 {n} 张照片</translation>
    </message>
    <message>
        <source>Enter the time of {n} photo</source>
        <translation>填写 {n} 张照片的时间</translation>
    </message>
    <message>
        <source>Enter the time of {n} photos</source>
        <translation>填写 {n} 张照片的时间</translation>
    </message>
    <message>
        <source>Datum of the position of {n} photo</source>
        <translation>{n} 张照片位置的坐标基准</translation>
    </message>
    <message>
        <source>Datum of the positions of {n} photos</source>
        <translation>{n} 张照片位置的坐标基准</translation>
    </message>
    <message>
        <source>east</source>
        <translation>东</translation>
    </message>
    <message>
        <source>southeast</source>
        <translation>东南</translation>
    </message>
    <message>
        <source>south</source>
        <translation>南</translation>
    </message>
    <message>
        <source>southwest</source>
        <translation>西南</translation>
    </message>
    <message>
        <source>west</source>
        <translation>西</translation>
    </message>
    <message>
        <source>northwest</source>
        <translation>西北</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>在图斑内</translation>
    </message>
    <message>
        <source>{length} to the {direction}</source>
        <translation>{direction}方向 {length}</translation>
    </message>
    <message>
        <source>Near an issue: needs your choice</source>
        <translation>靠近问题，等您选择</translation>
    </message>
    <message>
        <source>Inspection of marker {number}</source>
        <translation>界桩 {number} 的巡查</translation>
    </message>
    <message>
        <source>The first pictures</source>
        <translation>首批照片</translation>
    </message>
    <message>
        <source>Only these photos</source>
        <translation>仅限这些照片</translation>
    </message>
    <message>
        <source>{trait}: {value}</source>
        <translation>{trait}：{value}</translation>
    </message>
    <message>
        <source>All photos again</source>
        <translation>恢复显示全部</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Search names and values</source>
        <translation>搜索标签名和值</translation>
    </message>
    <message>
        <source>Copy the chosen tags, or all in sight</source>
        <translation>复制选中的标签，未选则复制全部</translation>
    </message>
    <message>
        <source>EXIF as read</source>
        <translation>EXIF 原始信息</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
    <message>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>binary, {size}</source>
        <translation>二进制，{size}</translation>
    </message>
    <message>
        <source>The file holds neither EXIF nor XMP.</source>
        <translation>文件里没有 EXIF，也没有 XMP。</translation>
    </message>
    <message>
        <source>No tag holds this.</source>
        <translation>没有标签含有这些字。</translation>
    </message>
    <message>
        <source>{n} tag</source>
        <translation>{n} 个标签</translation>
    </message>
    <message>
        <source>{n} tags</source>
        <translation>{n} 个标签</translation>
    </message>
    <message>
        <source>Saving {name}</source>
        <translation>正在保存 {name}</translation>
    </message>
    <message>
        <source>Save a copy of the original</source>
        <translation>导出原片</translation>
    </message>
    <message>
        <source>Other photos tell that these clocks were off:</source>
        <translation>其他照片说明以下相机的时钟不准：</translation>
    </message>
    <message>
        <source>Tick it to have this added to the time of this camera&apos;s photos; it is recorded with each of them</source>
        <translation>勾选后，这台相机的照片时间加上此值再定位，并记入每张照片</translation>
    </message>
    <message>
        <source>Unnamed camera</source>
        <translation>未注明的相机</translation>
    </message>
    <message>
        <source>{camera}: {offset} · {agreeing} of {photos} photos, ±{spread} s</source>
        <translation>{camera}：{offset} · {photos} 张中 {agreeing} 张一致，±{spread} 秒</translation>
    </message>
    <message>
        <source>{camera}: {offset} · {agreeing} of {photos} photos along the track, ±{spread} s</source>
        <translation>{camera}：{offset} · {photos} 张中 {agreeing} 张与轨迹吻合，±{spread} 秒</translation>
    </message>
    <message>
        <source>wrong time zone by {hours} h</source>
        <translation>时区设错 {hours} 小时</translation>
    </message>
    <message>
        <source>Longest &amp;gap</source>
        <translation>间隔上限(&amp;G)</translation>
    </message>
    <message>
        <source>Place photos without a position by their time, each by one track: that of who took it; Delete takes one away</source>
        <translation>按时间给没有位置的照片定位，每张只用一条轨迹，即拍照人自己的那条；按 Delete 移除轨迹</translation>
    </message>
    <message>
        <source>And the {n} track of this project</source>
        <translation>并用项目中的 {n} 条轨迹</translation>
    </message>
    <message>
        <source>And the {n} tracks of this project</source>
        <translation>并用项目中的 {n} 条轨迹</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Between two points of a track that are farther apart in time, nothing is placed</source>
        <translation>轨迹前后两点相隔超过此值的，其间的照片不定位</translation>
    </message>
    <message>
        <source>A time entered by hand never passes as the camera&apos;s: the photo counts as evidence only once a second person has accepted it in writing.</source>
        <translation>手工填写的时间不作为相机记录：须另一人书面认可后，照片才能作为证据。</translation>
    </message>
    <message>
        <source>&amp;Taken at</source>
        <translation>拍摄时间(&amp;T)</translation>
    </message>
    <message>
        <source>2026-05-01 10:03</source>
        <translation>2026-05-01 10:03</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>填写</translation>
    </message>
    <message>
        <source>Some phone apps write positions that are shifted by 300 to 700 m. The positions are read again from the original files and moved back as you say here; the choice is recorded with each photo.</source>
        <translation>有的手机软件写入的位置偏移 300～700 米。将从原文件重新读取位置，并按这里的选择换算；此选择记入每张照片。</translation>
    </message>
    <message>
        <source>Read as this</source>
        <translation>按此换算</translation>
    </message>
    <message>
        <source>Ties made by themselves</source>
        <translation>自动关联</translation>
    </message>
    <message>
        <source>A photo is tied by itself only where one issue stands out: its match lies so far above the next one&apos;s. All others wait for your choice.</source>
        <translation>只有某个问题明显领先时照片才自动关联：它的匹配度须比次优的高出这么多。其余照片等您选择。</translation>
    </message>
    <message>
        <source>Stands out &amp;by</source>
        <translation>领先程度(&amp;B)</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>More photos are tied by themselves, and more of them wrong.</source>
        <translation>自动关联的照片更多，其中关联错的也更多。</translation>
    </message>
    <message>
        <source>Fewer photos are tied by themselves, and fewer of them wrong; more wait for you.</source>
        <translation>自动关联的照片更少，关联错的也更少；待选择的更多。</translation>
    </message>
    <message>
        <source>As delivered, chosen by the errors that were counted.</source>
        <translation>默认值，按实测的错误率选定。</translation>
    </message>
</context>
</TS>
