<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Frame</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Issue</source>
        <translation>问题(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报告(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Close the project and go back to the start page</source>
        <translation>关闭项目，回到起始页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Put everything away and end the program</source>
        <translation>收好一切，结束程序</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back what was done last, by writing the opposite</source>
        <translation>撤回上一步：写入一条相反的记录</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do again what was taken back last</source>
        <translation>重新执行刚才撤回的一步</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Take the selection away everywhere</source>
        <translation>取消各处的选择</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Search all commands by name</source>
        <translation>按名称搜索全部命令</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>All commands with their keys</source>
        <translation>全部命令及其按键</translation>
    </message>
    <message>
        <source>About Green Shield</source>
        <translation>关于绿盾</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本与许可</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Show the window in Chinese</source>
        <translation>界面用中文显示</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Show the window in English</source>
        <translation>界面用英文显示</translation>
    </message>
    <message>
        <source>Light or dark as the system</source>
        <translation>明暗跟随系统</translation>
    </message>
    <message>
        <source>Follow the system&apos;s colours</source>
        <translation>跟随系统的配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark writing on a light ground</source>
        <translation>浅底深字</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light writing on a dark ground</source>
        <translation>深底浅字</translation>
    </message>
    <message>
        <source>Field mode</source>
        <translation>野外模式</translation>
    </message>
    <message>
        <source>Large targets and high contrast, for work outdoors</source>
        <translation>大按钮、高对比，适合户外使用</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Use the whole screen</source>
        <translation>占满整个屏幕</translation>
    </message>
    <message>
        <source>Arrange as at first</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Put every panel back to its first place and size</source>
        <translation>各面板回到最初的位置和大小</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>正在打开 {name}</translation>
    </message>
    <message>
        <source>Closing the project</source>
        <translation>正在关闭项目</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Green Shield</source>
        <translation>绿盾</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>nobody signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Still at work: {title}</source>
        <translation>仍在进行：{title}</translation>
    </message>
    <message>
        <source>Stop it and quit? What is stored until now stays.</source>
        <translation>停止并退出吗？已保存的内容会保留。</translation>
    </message>
    <message>
        <source>The program made a mistake. Nothing that was stored is harmed by it.</source>
        <translation>程序出了错。已保存的内容不受影响。</translation>
    </message>
    <message>
        <source>Save the report and send it to those who look after the program.</source>
        <translation>请保存报告，发给维护程序的人。</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the words of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation>{value}%</translation>
    </message>
    <message>
        <source>{m2} · {hectares} · {mu}</source>
        <translation>{m2} · {hectares} · {mu}</translation>
    </message>
    <message>
        <source>{value} m²</source>
        <translation>{value} m²</translation>
    </message>
    <message>
        <source>{value} ha</source>
        <translation>{value} 公顷</translation>
    </message>
    <message>
        <source>{value} mu</source>
        <translation>{value} 亩</translation>
    </message>
    <message>
        <source>{value} m</source>
        <translation>{value} 米</translation>
    </message>
    <message>
        <source>{value} km</source>
        <translation>{value} 千米</translation>
    </message>
    <message>
        <source>{year}</source>
        <comment>a year alone</comment>
        <translation>{year}年</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{year}年{month}{day}日</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{n} second</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} hour</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>{name} ({unit})</source>
        <translation>{name}（{unit}）</translation>
    </message>
    <message>
        <source>m²</source>
        <translation>m²</translation>
    </message>
    <message>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <source>yuan</source>
        <translation>元</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>我的工作</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Cancel: what is stored until now stays</source>
        <translation>取消：已保存的内容会保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelling: {title}</source>
        <translation>正在取消：{title}</translation>
    </message>
    <message>
        <source>{n} more waits</source>
        <translation>另有 {n} 项等待</translation>
    </message>
    <message>
        <source>{n} more wait</source>
        <translation>另有 {n} 项等待</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>剩 {n} 秒</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>剩 {n} 分钟</translation>
    </message>
</context>
</TS>
