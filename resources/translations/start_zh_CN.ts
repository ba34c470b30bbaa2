<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Start</name>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>Make an empty project for a county</source>
        <translation>为一个县新建空项目</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the folder of a project</source>
        <translation>打开项目所在的文件夹</translation>
    </message>
    <message>
        <source>Open to look onl&amp;y…</source>
        <translation>只读打开(&amp;Y)…</translation>
    </message>
    <message>
        <source>Open a project without writing, beside whoever writes</source>
        <translation>只看不写；别人正在写入时也能打开</translation>
    </message>
    <message>
        <source>&amp;Sample project</source>
        <translation>示例项目(&amp;S)</translation>
    </message>
    <message>
        <source>Make a fictional county to look around in</source>
        <translation>建立一个虚构县的项目，供试用</translation>
    </message>
    <message>
        <source>S&amp;witch person…</source>
        <translation>切换人员(&amp;W)…</translation>
    </message>
    <message>
        <source>Say who works here now</source>
        <translation>说明现在由谁操作</translation>
    </message>
    <message>
        <source>My &amp;PIN…</source>
        <translation>我的 PIN(&amp;P)…</translation>
    </message>
    <message>
        <source>Set or change your PIN on this computer</source>
        <translation>设置或修改本人在这台电脑上的 PIN</translation>
    </message>
    <message>
        <source>&amp;Add a person…</source>
        <translation>新增人员(&amp;A)…</translation>
    </message>
    <message>
        <source>Let another person act in the project; for keepers</source>
        <translation>让另一个人可以在项目中操作；由管理员办理</translation>
    </message>
    <message>
        <source>&amp;Reset a PIN…</source>
        <translation>清除 PIN(&amp;R)…</translation>
    </message>
    <message>
        <source>Take away a PIN that was forgotten; for keepers</source>
        <translation>清除忘记了的 PIN；由管理员办理</translation>
    </message>
    <message>
        <source>&amp;Verify…</source>
        <translation>核验(&amp;V)…</translation>
    </message>
    <message>
        <source>Check that nothing in a project or pack was altered</source>
        <translation>检查项目或档案包有没有被改动</translation>
    </message>
    <message>
        <source>&amp;Deadlines as a calendar…</source>
        <translation>期限写成日历(&amp;D)…</translation>
    </message>
    <message>
        <source>Write deadlines for a phone&apos;s calendar</source>
        <translation>把期限写成手机日历</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>Writing the request</source>
        <translation>正在写出申请</translation>
    </message>
    <message>
        <source>Ask to be let in</source>
        <translation>申请准入</translation>
    </message>
    <message>
        <source>This computer may not write in the project yet. A small file asks for it: give it to a keeper, who admits it (greenshield device admit) and gives you the project folder anew.</source>
        <translation>这台电脑还不能写入该项目。用一个小文件提出申请：把它交给管理员，由管理员批准（greenshield device admit），并把项目文件夹重新交给您。</translation>
    </message>
    <message>
        <source>&amp;File of the request</source>
        <translation>申请文件(&amp;F)</translation>
    </message>
    <message>
        <source>Where does the request go?</source>
        <translation>申请文件保存到哪里？</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写出</translation>
    </message>
    <message>
        <source>The request is written. Give it to a keeper of the project.</source>
        <translation>申请已写出，请交给项目的管理员。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Green Shield deadlines</source>
        <translation>绿盾期限</translation>
    </message>
    <message>
        <source>Writing the calendar</source>
        <translation>正在写出日历</translation>
    </message>
    <message>
        <source>Deadlines as a calendar</source>
        <translation>期限写成日历</translation>
    </message>
    <message>
        <source>Copy the file to your phone, or open it in a calendar program. No person is named in it. Written again, it moves its entries.</source>
        <translation>把文件拷到手机，或用日历程序打开。文件里没有人名。再次写出并导入时，已有的条目会随之移动，不会重复。</translation>
    </message>
    <message>
        <source>&amp;Whose</source>
        <translation>谁的(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Where does the calendar go?</source>
        <translation>日历保存到哪里？</translation>
    </message>
    <message>
        <source>Calendar (*.ics)</source>
        <translation>日历 (*.ics)</translation>
    </message>
    <message>
        <source>my own</source>
        <translation>我自己的</translation>
    </message>
    <message>
        <source>all deadlines of the project</source>
        <translation>项目的全部期限</translation>
    </message>
    <message>
        <source>everybody&apos;s, a file for each person</source>
        <translation>每人一份，各写一个文件</translation>
    </message>
    <message>
        <source>{n} deadline is written.</source>
        <translation>已写出 {n} 个期限。</translation>
    </message>
    <message>
        <source>{n} deadlines are written.</source>
        <translation>已写出 {n} 个期限。</translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation>正在新建项目</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>&amp;Name of the project</source>
        <translation>项目名称(&amp;N)</translation>
    </message>
    <message>
        <source>such as the county and the campaign</source>
        <translation>例如县名和专项名称</translation>
    </message>
    <message>
        <source>six digits, such as 229901</source>
        <translation>六位数字，如 229901</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Where is the project to lie?</source>
        <translation>项目放在哪里？</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>本人姓名(&amp;Y)</translation>
    </message>
    <message>
        <source>R&amp;ule set</source>
        <translation>规则集(&amp;U)</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>保护</translation>
    </message>
    <message>
        <source>&amp;Encrypt the database (photos and papers are not encrypted)</source>
        <translation>加密数据库(&amp;E)（照片和文件不加密）</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>The same &amp;again</source>
        <translation>再输入一次(&amp;A)</translation>
    </message>
    <message>
        <source>Make project</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>Type the county&apos;s code.</source>
        <translation>请填写县级行政区划代码。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择文件夹。</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>请填写本人姓名。</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>请填写口令。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的口令不一样。</translation>
    </message>
    <message>
        <source>The sample project is being made. It opens by itself.</source>
        <translation>正在建立示例项目，完成后自动打开。</translation>
    </message>
    <message>
        <source>Green Shield sample</source>
        <translation>绿盾示例</translation>
    </message>
    <message>
        <source>Making the sample project</source>
        <translation>正在建立示例项目</translation>
    </message>
    <message>
        <source>Opening a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Sample project</source>
        <translation>示例项目</translation>
    </message>
    <message>
        <source>The sample project is made.</source>
        <translation>示例项目已建好。</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The project &apos;{name}&apos; is encrypted.</source>
        <translation>项目“{name}”已加密。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Reset a PIN</source>
        <translation>清除 PIN</translation>
    </message>
    <message>
        <source>Nobody has a PIN on this computer.</source>
        <translation>这台电脑上没有人设置过 PIN。</translation>
    </message>
    <message>
        <source>Whose? Make sure who asks you; they then set a new one.</source>
        <translation>清除谁的？请先核实本人；清除后由本人重设。</translation>
    </message>
    <message>
        <source>Resetting a PIN</source>
        <translation>正在清除 PIN</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>has a PIN</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>must be reset</source>
        <translation>须清除重设</translation>
    </message>
    <message>
        <source>Adding a person</source>
        <translation>正在新增人员</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>新增人员</translation>
    </message>
    <message>
        <source>as the project&apos;s</source>
        <translation>与项目相同</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>The two new PINs differ.</source>
        <translation>两次输入的新 PIN 不一样。</translation>
    </message>
    <message>
        <source>Setting the PIN</source>
        <translation>正在设置 PIN</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>{name} 的 PIN</translation>
    </message>
    <message>
        <source>Several people work on this computer.</source>
        <translation>这台电脑由多人使用。</translation>
    </message>
    <message>
        <source>A PIN makes sure that only {name} acts under this name here.</source>
        <translation>设置 PIN 后，在这台电脑上只有{name}本人能以此名义操作。</translation>
    </message>
    <message>
        <source>&amp;Old PIN or recovery code</source>
        <translation>原 PIN 或恢复码(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;New PIN (4 characters or more)</source>
        <translation>新 PIN（4 位以上）(&amp;N)</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Go on without PINs</source>
        <translation>不用 PIN，继续</translation>
    </message>
    <message>
        <source>For a computer of your own, or for trying things out</source>
        <translation>用于本人专用的电脑，或试用</translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>已不在原处</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Write this down and keep it where nobody else finds it. It is shown this once, and stands in for the PIN of {name} where it is forgotten: nobody may be left who could reset the PIN of a keeper.</source>
        <translation>请抄写下来，放在别人找不到的地方。恢复码只显示这一次；{name}忘记 PIN 时可用它代替，因为管理员的 PIN 不一定有别人能清除。</translation>
    </message>
    <message>
        <source>I wrote it down</source>
        <translation>已抄写</translation>
    </message>
    <message>
        <source>Open to look only</source>
        <translation>只读打开</translation>
    </message>
    <message>
        <source>Ask to be let in…</source>
        <translation>申请准入…</translation>
    </message>
    <message>
        <source>Verify…</source>
        <translation>核验…</translation>
    </message>
    <message>
        <source>Verifying tells what is damaged; from there the tables can be made anew out of the signed events.</source>
        <translation>核验会说明哪里损坏；随后可以由已签名的事件重建各表。</translation>
    </message>
    <message>
        <source>Install the newer version of the program, then open it again.</source>
        <translation>请安装新版程序后再打开。</translation>
    </message>
    <message>
        <source>Choose the folder that holds project.gpkg, or make a new project.</source>
        <translation>请选择含有 project.gpkg 的文件夹，或新建项目。</translation>
    </message>
    <message>
        <source>Wait until the other one is closed, or open it to look only.</source>
        <translation>等对方关闭后再打开，或只读打开。</translation>
    </message>
    <message>
        <source>Ask a keeper of the project to let this computer in; until then it can be looked at.</source>
        <translation>请项目管理员批准这台电脑；在此之前可以只读查看。</translation>
    </message>
    <message>
        <source>Choose a project or a pack.</source>
        <translation>请选择项目或档案包。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Checks every event, signature, photo and table against what the devices signed.</source>
        <translation>逐一检查事件、签名、照片和各表是否与各设备签署的一致。</translation>
    </message>
    <message>
        <source>Pro&amp;ject folder or archive pack</source>
        <translation>项目文件夹或档案包(&amp;J)</translation>
    </message>
    <message>
        <source>What is to be verified?</source>
        <translation>核验什么？</translation>
    </message>
    <message>
        <source>&amp;Root fingerprint (if you have it)</source>
        <translation>根密钥指纹(&amp;R)（如有）</translation>
    </message>
    <message>
        <source>as it stands on the closure report</source>
        <translation>见销号报告</translation>
    </message>
    <message>
        <source>Make the tables anew…</source>
        <translation>重建各表…</translation>
    </message>
    <message>
        <source>From the signed events; what is lost is told, nothing is invented</source>
        <translation>由已签名的事件重建；丢失的如实说明，不补造</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation>正在核验 {name}</translation>
    </message>
    <message>
        <source>Verifying was stopped, for the project was closed.</source>
        <translation>项目已关闭，核验已停止。</translation>
    </message>
    <message>
        <source>Verify once more.</source>
        <translation>请重新核验。</translation>
    </message>
    <message>
        <source>{n} event</source>
        <translation>{n} 个事件</translation>
    </message>
    <message>
        <source>{n} events</source>
        <translation>{n} 个事件</translation>
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
        <source>Nothing was altered, nothing is missing.</source>
        <translation>没有改动，没有缺失。</translation>
    </message>
    <message>
        <source>{n} thing was put right out of the signed events.</source>
        <translation>已由签名的事件恢复 {n} 处。</translation>
    </message>
    <message>
        <source>{n} things were put right out of the signed events.</source>
        <translation>已由签名的事件恢复 {n} 处。</translation>
    </message>
    <message>
        <source>Verify once more to be sure.</source>
        <translation>请再核验一次以确认。</translation>
    </message>
    <message>
        <source>{n} thing is broken.</source>
        <translation>有 {n} 处不符。</translation>
    </message>
    <message>
        <source>{n} things are broken.</source>
        <translation>有 {n} 处不符。</translation>
    </message>
    <message>
        <source>Root fingerprint: {root}</source>
        <translation>根密钥指纹：{root}</translation>
    </message>
    <message>
        <source>It is the one that you trust.</source>
        <translation>与您信任的指纹一致。</translation>
    </message>
    <message>
        <source>It is NOT the one that you trust.</source>
        <translation>与您信任的指纹不一致！</translation>
    </message>
    <message>
        <source>Compare it with the one on the closure report.</source>
        <translation>请与销号报告上的指纹比对。</translation>
    </message>
    <message>
        <source>Green Shield</source>
        <translation>绿盾</translation>
    </message>
    <message>
        <source>Checking, ledger and closing of human activities in nature reserves</source>
        <translation>自然保护地人类活动问题的核查、台账与销号</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>None yet. The folder of a project can also be dropped here.</source>
        <translation>还没有。也可以把项目文件夹拖到这里。</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>The folder that holds project.gpkg; or drop it on this page</source>
        <translation>选择含有 project.gpkg 的文件夹，或拖到本页</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>新建项目…</translation>
    </message>
    <message>
        <source>An empty ledger for a county; you become its first keeper</source>
        <translation>一个县的空台账；您是首任管理员</translation>
    </message>
    <message>
        <source>Look around in the sample project</source>
        <translation>用示例项目看一看</translation>
    </message>
    <message>
        <source>A fictional county with boundaries, patches and photos</source>
        <translation>虚构的县，有边界、图斑和照片</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>您是谁？</translation>
    </message>
    <message>
        <source>What you do is recorded under your name. Choose yourself:</source>
        <translation>您的操作会记在您的名下，请选择本人：</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>PIN(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Remember me on this computer</source>
        <translation>在这台电脑上记住我(&amp;R)</translation>
    </message>
    <message>
        <source>The project opens as you; a PIN is asked for all the same</source>
        <translation>下次以您的身份打开；设了 PIN 的仍要输入</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The PIN of {name} must be reset.</source>
        <translation>{name}的 PIN 须清除重设。</translation>
    </message>
    <message>
        <source>A keeper does that: Tools, Reset a PIN.</source>
        <translation>由管理员办理：工具—清除 PIN。</translation>
    </message>
    <message>
        <source>Sign in: your recovery code lets you set another.</source>
        <translation>登录时用恢复码即可另设 PIN。</translation>
    </message>
    <message>
        <source>Remembering who works here</source>
        <translation>正在记住操作人</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>还缺</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>活动设施</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>保护地</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>已齐备</translation>
    </message>
    <message>
        <source>{n} check overdue</source>
        <translation>核查逾期 {n} 项</translation>
    </message>
    <message>
        <source>{n} checks overdue</source>
        <translation>核查逾期 {n} 项</translation>
    </message>
    <message>
        <source>{n} rectification overdue</source>
        <translation>整改逾期 {n} 项</translation>
    </message>
    <message>
        <source>{n} rectifications overdue</source>
        <translation>整改逾期 {n} 项</translation>
    </message>
    <message>
        <source>given to you</source>
        <translation>派给您的</translation>
    </message>
    <message>
        <source>check overdue</source>
        <translation>核查逾期</translation>
    </message>
    <message>
        <source>rectification overdue</source>
        <translation>整改逾期</translation>
    </message>
    <message>
        <source>{n} thing to do</source>
        <translation>待办 {n} 项</translation>
    </message>
    <message>
        <source>{n} things to do</source>
        <translation>待办 {n} 项</translation>
    </message>
    <message>
        <source>the {n} most urgent are shown</source>
        <translation>只列最紧急的 {n} 项</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between counts</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>As a calendar…</source>
        <translation>写成日历…</translation>
    </message>
    <message>
        <source>Writes the deadlines into a file for the calendar on your phone</source>
        <translation>把期限写成手机日历可用的文件</translation>
    </message>
    <message>
        <source>What waits for you</source>
        <translation>待办事项</translation>
    </message>
    <message>
        <source>{name}: {told}</source>
        <translation>{name}：{told}</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>没有待办事项</translation>
    </message>
    <message>
        <source>What is given to you, or comes to your role, appears here.</source>
        <translation>派给您的、轮到您的角色办理的，会出现在这里。</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>还没有登录</translation>
    </message>
    <message>
        <source>Say who you are to see what waits for you.</source>
        <translation>说明您是谁，即可看到待办事项。</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>登录…</translation>
    </message>
    <message>
        <source>Without a role a person makes no moves and has no work list, but can look, and enter facts, photos and remarks.</source>
        <translation>没有角色的人不能办理任何动作，也没有待办；可以查看，并填写信息、照片和备注。</translation>
    </message>
    <message>
        <source>Without a keeper nobody can be added to this project, and no device.</source>
        <translation>没有管理员，本项目就不能再新增人员或设备。</translation>
    </message>
</context>
</TS>
