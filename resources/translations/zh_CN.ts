<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActivitiesPage</name>
    <message>
        <source>Activities</source>
        <translation>网格活动</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New activity</source>
        <translation>登记活动(&amp;N)</translation>
    </message>
    <message>
        <source>No activity is noted yet.</source>
        <translation>还没有登记活动。</translation>
    </message>
    <message>
        <source>A talk, publicity, a service for everybody: one line each. Nobody who came is named.</source>
        <translation>宣讲、宣传、便民服务，一行记一次；不记参加人姓名。</translation>
    </message>
    <message>
        <source>Change the activity</source>
        <translation>修改活动</translation>
    </message>
    <message>
        <source>The activity is removed.</source>
        <translation>活动已删除。</translation>
    </message>
    <message>
        <source>New activity</source>
        <translation>登记活动</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What about, and where</source>
        <translation>内容和地点</translation>
    </message>
    <message>
        <source>How many came</source>
        <translation>参加人数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>已登记</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Mediation agreement</source>
        <translation>调解协议书</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Main facts and matters in dispute</source>
        <translation>主要事实和争议事项</translation>
    </message>
    <message>
        <source>What was agreed, one clause a line</source>
        <translation>协议内容（每条一行）</translation>
    </message>
    <message>
        <source>Way and place of performance</source>
        <translation>履行方式和地点</translation>
    </message>
    <message>
        <source>To be performed by</source>
        <translation>履行期限</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Date of the agreement</source>
        <translation>协议日期</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Day of the last signature or the seal</source>
        <translation>最后签字或盖章日期</translation>
    </message>
    <message>
        <source>Supervisor&apos;s remark</source>
        <translation>主管意见</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审核状态</translation>
    </message>
    <message>
        <source>Agreed amount in yuan</source>
        <translation>协议金额（元）</translation>
    </message>
</context>
<context>
    <name>AgreementCard</name>
    <message>
        <source>&amp;Write the agreement</source>
        <translation>起草协议(&amp;W)</translation>
    </message>
    <message>
        <source>Note the day of si&amp;gning</source>
        <translation>登记签字日期(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>打印(&amp;P)</translation>
    </message>
    <message>
        <source>Save as PD&amp;F</source>
        <translation>另存为 PDF(&amp;F)</translation>
    </message>
    <message>
        <source>Save the draft as PD&amp;F</source>
        <translation>草稿另存为 PDF(&amp;F)</translation>
    </message>
    <message>
        <source>There is no agreement yet.</source>
        <translation>还没有协议。</translation>
    </message>
    <message numerus="yes">
        <source>The number is drawn when it is printed; %n left here.</source>
        <translation>
            <numerusform>打印时取号；本机还剩 %n 个编号。</numerusform>
        </translation>
    </message>
    <message>
        <source>In force since {day}</source>
        <translation>自 {day} 起生效</translation>
    </message>
    <message>
        <source>Read the agreeme&amp;nt</source>
        <translation>查看协议(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Edit the agreement</source>
        <translation>修改协议(&amp;E)</translation>
    </message>
</context>
<context>
    <name>Aid</name>
    <message>
        <source>{age} years old</source>
        <translation>{age} 岁</translation>
    </message>
    <message>
        <source>age not noted</source>
        <translation>年龄未登记</translation>
    </message>
    <message>
        <source>{age} and older</source>
        <translation>{age} 岁及以上</translation>
    </message>
    <message>
        <source>{each} yuan a household ({budget} yuan / {places} households)</source>
        <translation>每户 {each} 元（预算 {budget} 元 ÷ {places} 户）</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} 至 {until}</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>No place left</source>
        <translation>名额已满</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Has a place</source>
        <translation>已定名额</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>已发放</translation>
    </message>
    <message>
        <source>nobody is proposed: people choose</source>
        <translation>不自动推荐，由人选定</translation>
    </message>
</context>
<context>
    <name>AidGrant</name>
    <message>
        <source>Aid given</source>
        <translation>受助登记</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>资助项目</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>受助人</translation>
    </message>
    <message>
        <source>Given on</source>
        <translation>发放日期</translation>
    </message>
    <message>
        <source>Device number</source>
        <translation>设备编号</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Noted by</source>
        <translation>登记人</translation>
    </message>
</context>
<context>
    <name>AidPage</name>
    <message>
        <source>Funded projects</source>
        <translation>资助项目</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>资助项目</translation>
    </message>
    <message>
        <source>&amp;Change the project</source>
        <translation>修改项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New project</source>
        <translation>新建项目(&amp;N)</translation>
    </message>
    <message>
        <source>Name or address of a household</source>
        <translation>住户姓名或地址</translation>
    </message>
    <message>
        <source>Note what was &amp;handed over</source>
        <translation>登记发放(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Take the place back</source>
        <translation>收回名额(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Give a place</source>
        <translation>给予名额(&amp;G)</translation>
    </message>
    <message>
        <source>Space bar</source>
        <translation>空格键</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Age and who lives together propose households; nobody gets anything by that alone. Why somebody is cared for is not read.</source>
        <translation>系统按年龄和同住情况推荐住户，推荐不等于给予，由人决定。不读取关爱原因。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建资助项目</translation>
    </message>
    <message>
        <source>Change the project</source>
        <translation>修改资助项目</translation>
    </message>
    <message>
        <source>All {places} places are given. With more places in the project this one can go on.</source>
        <translation>{places} 个名额已全部给出。增加项目名额后，这一户才能登记。</translation>
    </message>
    <message>
        <source>{address} has a place.</source>
        <translation>已给 {address} 一个名额。</translation>
    </message>
    <message>
        <source>What was handed over</source>
        <translation>登记发放</translation>
    </message>
    <message>
        <source>The place of {address} is free again.</source>
        <translation>{address} 的名额已收回。</translation>
    </message>
    <message>
        <source>No project is funded yet.</source>
        <translation>还没有资助项目。</translation>
    </message>
    <message>
        <source>A supervisor makes one, with its budget and its places.</source>
        <translation>由主管新建，填写预算和名额。</translation>
    </message>
    <message>
        <source>Nobody else is proposed.</source>
        <translation>没有其他推荐的住户。</translation>
    </message>
    <message>
        <source>A household that fits in another way is found under “Another household”.</source>
        <translation>其他符合条件的住户，请在“其他住户”中查找。</translation>
    </message>
    <message>
        <source>No household has a place yet.</source>
        <translation>还没有住户得到名额。</translation>
    </message>
    <message>
        <source>Every place that was asked for was given.</source>
        <translation>申请的名额都已给出。</translation>
    </message>
    <message>
        <source>No household without a place fits this.</source>
        <translation>没有找到尚无名额的住户。</translation>
    </message>
    <message>
        <source>Type a name or an address.</source>
        <translation>请输入姓名或地址。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>For whom, and why</source>
        <translation>受助人和理由</translation>
    </message>
    <message>
        <source>Device number</source>
        <translation>设备编号</translation>
    </message>
    <message>
        <source>Handed over on</source>
        <translation>发放日期</translation>
    </message>
</context>
<context>
    <name>AidPair</name>
    <message>
        <source>Mutual aid</source>
        <translation>邻里互助结对</translation>
    </message>
    <message>
        <source>Who is helped</source>
        <translation>受助人</translation>
    </message>
    <message>
        <source>Who helps</source>
        <translation>帮助人</translation>
    </message>
    <message>
        <source>Helps with</source>
        <translation>帮助内容</translation>
    </message>
    <message>
        <source>Who is helped agreed on</source>
        <translation>受助人同意日期</translation>
    </message>
    <message>
        <source>Who helps agreed on</source>
        <translation>帮助人同意日期</translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>AidProject</name>
    <message>
        <source>Funded project</source>
        <translation>资助项目</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>It stands on the page of each household: what is given, not what a household lacks</source>
        <translation>会显示在住户页面上：写发放什么，不写家庭情况</translation>
    </message>
    <message>
        <source>What is given</source>
        <translation>资助内容</translation>
    </message>
    <message>
        <source>Budget in yuan</source>
        <translation>预算（元）</translation>
    </message>
    <message>
        <source>For how many households</source>
        <translation>名额（户）</translation>
    </message>
    <message>
        <source>From this age on</source>
        <translation>年满（岁）</translation>
    </message>
    <message>
        <source>Who lives so</source>
        <translation>居住情况</translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Ends on</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>发起人</translation>
    </message>
</context>
<context>
    <name>AidSection</name>
    <message>
        <source>Funded projects</source>
        <translation>资助项目</translation>
    </message>
    <message>
        <source>A project that is not on this computer</source>
        <translation>本机没有这个项目</translation>
    </message>
    <message>
        <source>handed over on {day}</source>
        <translation>{day} 发放</translation>
    </message>
    <message>
        <source>not handed over yet</source>
        <translation>尚未发放</translation>
    </message>
    <message>
        <source>device number {number}</source>
        <translation>设备编号 {number}</translation>
    </message>
</context>
<context>
    <name>AlikeBar</name>
    <message>
        <source>This may be somebody who is recorded already: {who}</source>
        <translation>此人可能已经登记：{who}</translation>
    </message>
    <message>
        <source>Why: {why}. You can save all the same.</source>
        <translation>理由：{why}。仍可保存。</translation>
    </message>
    <message>
        <source>&amp;Open that one instead</source>
        <translation>改为打开该记录(&amp;O)</translation>
    </message>
</context>
<context>
    <name>AnsweredCard</name>
    <message>
        <source>What your supervisor decided</source>
        <translation>主管的决定</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 处修改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>{supervisor} did not take it over ({moment}): {reason}</source>
        <translation>{supervisor}未采用（{moment}）：{reason}</translation>
    </message>
    <message>
        <source>{supervisor} took it over ({moment}).</source>
        <translation>{supervisor}已接收（{moment}）。</translation>
    </message>
    <message>
        <source>It met another change; both are kept until somebody decides.</source>
        <translation>与他人的修改相遇，两者都保留，等待决定。</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>The visit to {name} is yours now.</source>
        <translation>对 {name} 的走访已由您接手。</translation>
    </message>
    <message>
        <source>The visit to {name} stays with your colleague, who reads why.</source>
        <translation>对 {name} 的走访仍由同事负责，对方会看到您的理由。</translation>
    </message>
    <message>
        <source>This is not offered to you any more.</source>
        <translation>该走访已不再等您答复。</translation>
    </message>
</context>
<context>
    <name>ApplicationCard</name>
    <message>
        <source>Fac&amp;ts and requests</source>
        <translation>事实与请求(&amp;T)</translation>
    </message>
</context>
<context>
    <name>Approval</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>Returned with a remark</source>
        <translation>已退回（附意见）</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已通过</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Submit again</source>
        <translation>再次提交</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>This is neither a photo (JPEG, PNG) nor a PDF, whatever its name says.</source>
        <translation>这不是照片（JPEG、PNG），也不是 PDF，不论文件名怎么写。</translation>
    </message>
    <message>
        <source>This file is damaged. Please choose another, or take the photo anew.</source>
        <translation>文件已损坏。请另选文件，或重新拍照。</translation>
    </message>
    <message>
        <source>This file is too large. A photo may have 60 MB, a PDF 10 MB.</source>
        <translation>文件太大。照片不超过 60 MB，PDF 不超过 10 MB。</translation>
    </message>
    <message>
        <source>This picture has too many pixels to be opened safely. Please take or scan it smaller.</source>
        <translation>图片像素过大，无法安全打开。请缩小尺寸后重新拍照或扫描。</translation>
    </message>
    <message>
        <source>This PDF contains programs or other files. Please print it to a new PDF first.</source>
        <translation>此 PDF 含有程序或其他文件。请先打印成新的 PDF。</translation>
    </message>
    <message>
        <source>This picture tells more than what it shows. Please add it again.</source>
        <translation>图片带有拍摄信息。请重新添加。</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>not taken by the server</source>
        <translation>服务器未接收</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>on the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>being fetched</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>not on the server yet</source>
        <translation>服务器上还没有</translation>
    </message>
</context>
<context>
    <name>AwayPanel</name>
    <message>
        <source>The household moves away</source>
        <translation>整户迁转</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>转往</translation>
    </message>
    <message>
        <source>Other communities are offered when this computer has a connection.</source>
        <translation>本机联网后，可选择其他社区。</translation>
    </message>
    <message>
        <source>Lies in: {place}</source>
        <translation>现属：{place}</translation>
    </message>
    <message>
        <source>Arrived from another community: choose the grid in which it lives now.</source>
        <translation>从其他社区转来：请选择现居住的网格。</translation>
    </message>
    <message>
        <source>Please choose where to.</source>
        <translation>请选择转往哪里。</translation>
    </message>
    <message>
        <source>Saved on this computer; it will be sent.</source>
        <translation>已保存在本机，联网后发送。</translation>
    </message>
    <message>
        <source>Saved on this computer. A supervisor has to agree before the household goes.</source>
        <translation>已保存在本机。经主管同意后，该户才会转出。</translation>
    </message>
    <message>
        <source>This household is no longer on this computer.</source>
        <translation>这户资料已不在本机。</translation>
    </message>
    <message>
        <source>This household is on its way already: {place}.</source>
        <translation>该户已在转往“{place}”途中。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further phone(s)</source>
        <translation>
            <numerusform>%n 个其他电话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n former stay(s)</source>
        <translation>
            <numerusform>%n 条居住经历</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n 次走访</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n care plan(s)</source>
        <translation>
            <numerusform>%n 个关爱计划</numerusform>
        </translation>
    </message>
    <message>
        <source>the household</source>
        <translation>本户资料</translation>
    </message>
    <message>
        <source>Goes along: {what}.</source>
        <translation>一并转出：{what}。</translation>
    </message>
    <message>
        <source>Its door stays in the old grid: the worker there chooses the new one. What somebody else has not sent yet waits for the supervisor.</source>
        <translation>门牌留在原网格，由新网格的网格员另选。他人尚未发送的内容将交由主管处理。</translation>
    </message>
    <message>
        <source>Stays here: visits, remarks, former stays, care plans, consents, disputes, and whoever moved out or died before. The other community asks for new consents.</source>
        <translation>留在本社区：走访、备注、居住经历、关爱计划、同意书、纠纷，以及此前已迁出或去世的成员。同意由对方社区重新征得。</translation>
    </message>
    <message>
        <source>You receive both grids: it goes there with the next sync.</source>
        <translation>两个网格的资料您都有：下次同步即转过去。</translation>
    </message>
    <message>
        <source>A supervisor decides. Until then the household stays here.</source>
        <translation>由主管决定；在此之前，该户仍留在本网格。</translation>
    </message>
    <message>
        <source>Another supervisor decides. There, who works in the whole community shares it out to a grid.</source>
        <translation>由另一位主管决定；转入后，由对方社区负责全社区的人员分派到网格。</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>转出后</translation>
    </message>
    <message>
        <source>Do only some of them go? Then let them found a household here first: “People move…”.</source>
        <translation>只有部分成员搬走？请先用“成员搬迁…”让他们在此处另立一户。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Let it go</source>
        <translation>转出(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Building</name>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Building code</source>
        <translation>楼栋编码</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Entrances</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Flats on each floor of an entrance</source>
        <translation>每单元每层户数</translation>
    </message>
    <message>
        <source>In this grid since</source>
        <translation>划入本网格日期</translation>
    </message>
    <message>
        <source>Place in the tour</source>
        <translation>走访顺序</translation>
    </message>
</context>
<context>
    <name>BuildingChoice</name>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Buildings that go</source>
        <translation>划出的楼栋</translation>
    </message>
    <message>
        <source>Other addresses</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>{name} (on its way to another grid)</source>
        <translation>{name}（正在划转）</translation>
    </message>
</context>
<context>
    <name>BuildingFields</name>
    <message>
        <source>Houses</source>
        <translation>户数（院落）</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
</context>
<context>
    <name>BuildingForm</name>
    <message>
        <source>Change {name}</source>
        <translation>修改{name}</translation>
    </message>
    <message>
        <source>Doors follow the layout; those behind which a household is kept stay. Addresses that begin with the building&apos;s name follow it.</source>
        <translation>房屋随布局增减，有住户的房屋不会取消；以楼栋名称开头的住户地址随之更改。</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform>等，另有 %n 户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new door(s)</source>
        <translation>
            <numerusform>新增 %n 户房屋</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n door(s) go</source>
        <translation>
            <numerusform>取消 %n 户房屋</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them with households</source>
        <translation>
            <numerusform>其中 %n 户有住户</numerusform>
        </translation>
    </message>
    <message>
        <source>The doors stay as they are.</source>
        <translation>房屋不变。</translation>
    </message>
</context>
<context>
    <name>BuildingsPage</name>
    <message>
        <source>Buildings</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Previous building</source>
        <translation>上一栋</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Next building</source>
        <translation>下一栋</translation>
    </message>
    <message>
        <source>To another grid…</source>
        <translation>划到其他网格…</translation>
    </message>
    <message>
        <source>Change the building… (F2)</source>
        <translation>修改楼栋…（F2）</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>The buildings are being read.</source>
        <translation>正在读取楼栋。</translation>
    </message>
    <message>
        <source>There are no buildings on this computer yet.</source>
        <translation>本机还没有楼栋资料。</translation>
    </message>
    <message>
        <source>They arrive when it is synced for the first time: F5.</source>
        <translation>首次同步后就会出现：按 F5。</translation>
    </message>
    <message>
        <source>Other addresses</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>Households in {number}</source>
        <translation>{number} 的住户</translation>
    </message>
    <message>
        <source>People and houses</source>
        <translation>人房图</translation>
    </message>
</context>
<context>
    <name>Calendars</name>
    <message>
        <source>The file of working days cannot be read: {files}</source>
        <translation>无法读取工作日历文件：{files}</translation>
    </message>
    <message>
        <source>Visits are planned without it; no record is touched.</source>
        <translation>计划走访时不使用它；所有记录不受影响。</translation>
    </message>
    <message>
        <source>Please mend the file, or remove it, and start again.</source>
        <translation>请修正或删除该文件，然后重新启动。</translation>
    </message>
    <message>
        <source>The public holidays of {year} are not known yet.</source>
        <translation>还没有 {year} 年的公共假期。</translation>
    </message>
    <message>
        <source>Until then only weekends are free in that year.</source>
        <translation>在此之前，该年只把周末当作休息日。</translation>
    </message>
    <message>
        <source>Please ask your administrator for this file: {file}</source>
        <translation>请向管理员索取此文件：{file}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Working days</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>The public holidays of these years are known: {years}</source>
        <translation>已有以下年份的法定节假日：{years}</translation>
    </message>
    <message>
        <source>A file in the folder of your office adds a year, or replaces the one that came with the program. It counts when the program is started again.</source>
        <translation>把年度文件放入本单位文件夹，即可增加该年份，或替换程序自带的文件。重新启动程序后生效。</translation>
    </message>
    <message>
        <source>Please open this folder yourself: {folder}</source>
        <translation>请自行打开该文件夹：{folder}</translation>
    </message>
</context>
<context>
    <name>Campaign</name>
    <message>
        <source>Campaign</source>
        <translation>专项走访</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Ends on</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Levels of care</source>
        <translation>关爱等级</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>From this age on</source>
        <translation>年满（岁）</translation>
    </message>
    <message>
        <source>What to think of at the door</source>
        <translation>上门提示</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>发起人</translation>
    </message>
</context>
<context>
    <name>CardBody</name>
    <message>
        <source>Care household</source>
        <translation>关爱户</translation>
    </message>
    <message>
        <source>Visit due</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Vacant</source>
        <translation>空置</translation>
    </message>
</context>
<context>
    <name>Care list</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Consent not asked yet</source>
        <translation>尚未征询同意</translation>
    </message>
    <message>
        <source>Consent waits for approval</source>
        <translation>同意书待批准</translation>
    </message>
    <message>
        <source>Refused, no visits</source>
        <translation>不同意，不走访</translation>
    </message>
    <message>
        <source>Withdrawn, no visits</source>
        <translation>已撤回，不走访</translation>
    </message>
    <message>
        <source>Third refusal: decide how to go on</source>
        <translation>三次谢绝：请决定今后怎样联系</translation>
    </message>
    <message>
        <source>On request</source>
        <translation>按需</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Household waiting for %n day(s)</source>
        <translation>住户已等 %n 天</translation>
    </message>
    <message>
        <source>In %n day(s)</source>
        <translation>%n 天后</translation>
    </message>
</context>
<context>
    <name>CareForms</name>
    <message>
        <source>Edit the care plan</source>
        <translation>修改关爱计划</translation>
    </message>
    <message>
        <source>New care plan</source>
        <translation>新关爱计划</translation>
    </message>
    <message>
        <source>This child is under 14: the guardian answers, and a supervisor approves it.</source>
        <translation>未满14周岁：由监护人答复，并由主管批准。</translation>
    </message>
    <message>
        <source>Answer about consent</source>
        <translation>同意情况答复</translation>
    </message>
    <message>
        <source>Mutual aid</source>
        <translation>邻里互助结对</translation>
    </message>
    <message>
        <source>Both are asked. Without the day on which each of them agreed this cannot be saved.</source>
        <translation>双方都要征询。没有填写双方各自同意的日期，就不能保存。</translation>
    </message>
    <message>
        <source>Reason for care</source>
        <translation>关爱原因</translation>
    </message>
    <message>
        <source>A supervisor decides about the category.</source>
        <translation>类别由主管决定。</translation>
    </message>
    <message>
        <source>Before the file is written out it is noted who gets it and why; the note cannot be changed.</source>
        <translation>提供之前先记录提供给谁、为什么；记录不能更改。</translation>
    </message>
    <message>
        <source>Give out the file of a person</source>
        <translation>提供个人信息</translation>
    </message>
</context>
<context>
    <name>CareLook</name>
    <message>
        <source>Look at the reasons for care</source>
        <translation>查看关爱原因</translation>
    </message>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Reason for looking</source>
        <translation>查看理由</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>查看时间</translation>
    </message>
    <message>
        <source>Looked at by</source>
        <translation>查看人</translation>
    </message>
</context>
<context>
    <name>CarePlan</name>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>关爱层级</translation>
    </message>
    <message>
        <source>Frequency</source>
        <translation>频次</translation>
    </message>
    <message>
        <source>Way of contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>同意情况</translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>复核日期</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Why it ended</source>
        <translation>结束原因</translation>
    </message>
</context>
<context>
    <name>CareReason</name>
    <message>
        <source>Reason for care</source>
        <translation>关爱原因</translation>
    </message>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Kind of disability</source>
        <translation>残疾类别</translation>
    </message>
    <message>
        <source>Grade of disability</source>
        <translation>残疾等级</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>确认依据</translation>
    </message>
    <message>
        <source>Legal ground</source>
        <translation>法律依据</translation>
    </message>
    <message>
        <source>Review on</source>
        <translation>复核日期</translation>
    </message>
    <message>
        <source>Ends on</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>CaseCounts</name>
    <message>
        <source>Figures of mediation</source>
        <translation>调解统计</translation>
    </message>
    <message>
        <source>Ledger of mediation cases</source>
        <translation>调解案件台账</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>How it came out</source>
        <translation>调解结果</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>案件来源</translation>
    </message>
    <message>
        <source>Agreed amount</source>
        <translation>协议金额</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>季度</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>All that ended</source>
        <translation>结案合计</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>The rest together</source>
        <translation>其余合计</translation>
    </message>
    <message>
        <source>fewer than five</source>
        <translation>不足5件</translation>
    </message>
    <message>
        <source>{month}/{year}</source>
        <translation>{year}年{month}月</translation>
    </message>
    <message>
        <source>quarter {quarter} of {year}</source>
        <translation>{year}年第{quarter}季度</translation>
    </message>
    <message>
        <source>As of {when}, printed by {who}; no name and no place is on it.</source>
        <translation>截至{when}，打印人：{who}；不含姓名和地址。</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>达成协议</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>结案日期</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Agreed in yuan</source>
        <translation>协议金额（元）</translation>
    </message>
    <message>
        <source>Counted by</source>
        <translation>统计项</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>CaseDanger</name>
    <message>
        <source>Danger in the case</source>
        <translation>案件中的危险情况</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Reported on</source>
        <translation>上报日期</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>阅知人</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅知时间</translation>
    </message>
</context>
<context>
    <name>CaseExtension</name>
    <message>
        <source>Longer time</source>
        <translation>延期</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Asked for on</source>
        <translation>申请延期日期</translation>
    </message>
    <message>
        <source>Days more</source>
        <translation>延长天数</translation>
    </message>
    <message>
        <source>All parties asked for it</source>
        <translation>各方当事人共同申请</translation>
    </message>
</context>
<context>
    <name>CaseFile</name>
    <message>
        <source>A party refuses mediation: the case can only be terminated.</source>
        <translation>当事人明确拒绝调解，只能终止调解。</translation>
    </message>
    <message>
        <source>No party refuses the mediator: where one does, the application names another one.</source>
        <translation>当事人未拒绝现任调解员；如有拒绝，请先在申请中更换调解员。</translation>
    </message>
    <message>
        <source>Both sides are named: an applicant and a respondent.</source>
        <translation>登记双方当事人：申请人和被申请人。</translation>
    </message>
    <message>
        <source>No person is named as a party twice.</source>
        <translation>没有人被重复列为当事人。</translation>
    </message>
    <message>
        <source>The supervisor has approved the acceptance: there are more than two parties, or it may escalate.</source>
        <translation>主管已批准受理：当事人多于两方，或纠纷可能激化。</translation>
    </message>
    <message>
        <source>At least one session is on record.</source>
        <translation>至少有一次调解记录。</translation>
    </message>
    <message>
        <source>The parties were told their rights and duties.</source>
        <translation>已告知当事人权利义务。</translation>
    </message>
    <message>
        <source>The agreement is written down.</source>
        <translation>协议已写好。</translation>
    </message>
    <message>
        <source>The agreement is not older than the acceptance of the case.</source>
        <translation>协议日期不早于受理日期。</translation>
    </message>
    <message>
        <source>Whom the agreement binds to do something is a party.</source>
        <translation>履行人必须是本案当事人。</translation>
    </message>
    <message>
        <source>Nothing is due before the day of the agreement.</source>
        <translation>履行期限不早于协议日期。</translation>
    </message>
    <message>
        <source>Both sides agree to each helper, and every sum in words fits its digits.</source>
        <translation>双方均同意每位协助人参与，且大写金额与小写一致。</translation>
    </message>
    <message>
        <source>The supervisor has approved the agreement.</source>
        <translation>协议已经主管审核通过。</translation>
    </message>
    <message>
        <source>Everything that was agreed is noted as done.</source>
        <translation>约定事项均已登记履行。</translation>
    </message>
    <message>
        <source>A supervisor has read what was reported about danger.</source>
        <translation>主管已阅知上报的危险情况。</translation>
    </message>
    <message>
        <source>The return visit is on record, with how it was performed.</source>
        <translation>已登记回访，并写明履行情况。</translation>
    </message>
    <message>
        <source>A case that may escalate is visited a second time, or does not count as one any more.</source>
        <translation>可能激化的纠纷须进行第二次回访，或者取消“可能激化”标记。</translation>
    </message>
</context>
<context>
    <name>CaseList</name>
    <message>
        <source>Mediation</source>
        <translation>矛盾调解</translation>
    </message>
    <message>
        <source>Ad&amp;visers and rooms</source>
        <translation>法律顾问与调解室(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;New case</source>
        <translation>新建案件(&amp;N)</translation>
    </message>
    <message>
        <source>There is no case on this computer.</source>
        <translation>本机没有案件。</translation>
    </message>
    <message>
        <source>Mediation cases</source>
        <translation>调解案件</translation>
    </message>
    <message numerus="yes">
        <source>%n limit(s) running</source>
        <translation>
            <numerusform>%n 个期限正在计时</numerusform>
        </translation>
    </message>
    <message>
        <source>Begin one with “New case”. Nobody but its mediators receives it.</source>
        <translation>点“新建案件”开始。只有本案调解员能收到。</translation>
    </message>
    <message>
        <source>Fi&amp;gures</source>
        <translation>统计(&amp;G)</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>办理中</translation>
    </message>
    <message>
        <source>A case appears here while it waits for your decision.</source>
        <translation>案件等待您决定时会出现在这里。</translation>
    </message>
    <message>
        <source>{amount} yuan agreed in all</source>
        <translation>协议金额共 {amount} 元</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案件名称</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
</context>
<context>
    <name>CaseLook</name>
    <message>
        <source>Opening of a case</source>
        <translation>打开案件</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Opened at</source>
        <translation>打开时间</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>打开人</translation>
    </message>
</context>
<context>
    <name>CaseMember</name>
    <message>
        <source>Member of the case</source>
        <translation>案件成员</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>All &amp;cases</source>
        <translation>全部案件(&amp;C)</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>调解记录</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>What belongs to the file</source>
        <translation>案卷材料</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Who opened this case</source>
        <translation>谁打开过本案</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>请记住</translation>
    </message>
    <message>
        <source>Mediation is voluntary and free of charge. Each party may ask to stop at any time.</source>
        <translation>调解自愿、免费，任何一方随时可以要求终止。</translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>%n day(s) left to mediate</source>
        <translation>调解期限还剩 %n 天</translation>
    </message>
    <message>
        <source>mediation ends today</source>
        <translation>调解期限今天到期</translation>
    </message>
    <message>
        <source>%n day(s) over the month</source>
        <translation>已超过一个月 %n 天</translation>
    </message>
    <message>
        <source>last day to ask the court</source>
        <translation>申请司法确认最后一天</translation>
    </message>
    <message>
        <source>%n day(s) left to ask the court</source>
        <translation>申请司法确认还剩 %n 天</translation>
    </message>
    <message>
        <source>to be performed in %n day(s)</source>
        <translation>履行期限还有 %n 天</translation>
    </message>
    <message>
        <source>to be performed today</source>
        <translation>今天到履行期限</translation>
    </message>
    <message>
        <source>performance waiting for %n day(s)</source>
        <translation>履行期限已过 %n 天</translation>
    </message>
    <message>
        <source>second return visit in %n day(s)</source>
        <translation>%n 天内第二次回访</translation>
    </message>
    <message>
        <source>second return visit today</source>
        <translation>今天第二次回访</translation>
    </message>
    <message>
        <source>return visit in %n day(s)</source>
        <translation>%n 天内回访</translation>
    </message>
    <message>
        <source>return visit today</source>
        <translation>今天应回访</translation>
    </message>
    <message>
        <source>return visit waiting for %n day(s)</source>
        <translation>回访已等待 %n 天</translation>
    </message>
    <message>
        <source>second return visit late by %n day(s)</source>
        <translation>第二次回访已超 %n 天</translation>
    </message>
    <message>
        <source>A case is mediated within a month of its acceptance: until {day}.</source>
        <translation>受理后一个月内调解完毕：{day} 前。</translation>
    </message>
    <message>
        <source>Both parties together may ask the court to confirm the agreement until {day}.</source>
        <translation>双方可在 {day} 前共同申请司法确认。</translation>
    </message>
    <message>
        <source>What was agreed is to be performed until {day}.</source>
        <translation>约定事项应在{day}前履行。</translation>
    </message>
    <message>
        <source>The parties are visited again until {day}: is it performed, are they at peace?</source>
        <translation>请在{day}前回访：是否已履行，当事人是否已和解。</translation>
    </message>
    <message>
        <source>It may escalate, so the parties are visited a second time until {day}.</source>
        <translation>纠纷可能激化，请在{day}前对当事人进行第二次回访。</translation>
    </message>
    <message>
        <source>needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>not yet sent</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>on the server</source>
        <translation>已在服务器</translation>
    </message>
    <message>
        <source>This computer does not know your colleagues yet: sync, then choose one here. Or type the name of the colleague&apos;s account; one that nobody has is refused at the next sync.</source>
        <translation>这台电脑还没有同事名单：请先同步，再在这里选择。也可以输入同事的账号；没有人使用的账号会在下次同步时被退回。</translation>
    </message>
    <message>
        <source>The case goes to this colleague&apos;s computer with the next sync, and leaves it after the last day.</source>
        <translation>下次同步时，案件会发到这位同事的电脑；最后一天过后即从那里移除。</translation>
    </message>
    <message>
        <source>Who is invited to help takes part only if both sides agree.</source>
        <translation>受邀协助人须经双方当事人同意才能参加。</translation>
    </message>
    <message>
        <source>The time gets longer only where all parties ask for it; each time is recorded.</source>
        <translation>各方当事人共同申请才能延期，每次都要登记。</translation>
    </message>
    <message>
        <source>Only copies are kept; originals go back.</source>
        <translation>只存复印件，原件退还。</translation>
    </message>
    <message>
        <source>A signed paper does not change any more: if something in it is wrong, a new one is made. A photo or scan of it may be attached.</source>
        <translation>文书签署后不再更改；有误时另做新文书。可附照片或扫描件。</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>What changes</source>
        <translation>调整方式</translation>
    </message>
    <message>
        <source>New day</source>
        <translation>改到哪一天</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Change the visit to {name}</source>
        <translation>调整{name}的走访计划</translation>
    </message>
    <message>
        <source>That day is over. Please choose today or a later one.</source>
        <translation>这一天已经过去，请选择今天或以后的日期。</translation>
    </message>
    <message>
        <source>Offer to a colleague</source>
        <translation>转交同事</translation>
    </message>
    <message>
        <source>Withdraw the offer</source>
        <translation>撤回转交</translation>
    </message>
    <message>
        <source>Take back from the colleague</source>
        <translation>从同事处收回</translation>
    </message>
</context>
<context>
    <name>Changing</name>
    <message>
        <source>Somebody else was first, and nothing was changed. Please look at the list again.</source>
        <translation>已有人先一步处理，本次未作改动，请查看最新名单。</translation>
    </message>
    <message>
        <source>The visit to {name} is now planned for {day}.</source>
        <translation>对 {name} 的走访改到 {day}。</translation>
    </message>
    <message>
        <source>The visit to {name} is left out this time.</source>
        <translation>本期不走访 {name}。</translation>
    </message>
    <message>
        <source>{colleague} is asked to make the visit to {name}. Until they accept it is yours.</source>
        <translation>已请 {colleague} 接手对 {name} 的走访；对方接手前仍由您负责。</translation>
    </message>
    <message>
        <source>The visit to {name} is offered to nobody any more.</source>
        <translation>对 {name} 的走访不再转交。</translation>
    </message>
    <message>
        <source>The visit to {name} is in your list again.</source>
        <translation>对 {name} 的走访已回到您的名单。</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Care household</source>
        <translation>关爱户</translation>
    </message>
    <message>
        <source>Visit due</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>Service post household</source>
        <translation>服务岗位户</translation>
    </message>
    <message>
        <source>Volunteer household</source>
        <translation>志愿户</translation>
    </message>
    <message>
        <source>Contact household</source>
        <translation>联系户</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Vacant</source>
        <translation>空置</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Not yet on the server</source>
        <translation>尚未到服务器</translation>
    </message>
    <message>
        <source>Not visited for over 90 days</source>
        <translation>90 天以上未走访</translation>
    </message>
    <message>
        <source>Never visited yet</source>
        <translation>从未走访</translation>
    </message>
    <message>
        <source>Lived in</source>
        <translation>常住</translation>
    </message>
    <message>
        <source>Shop or office</source>
        <translation>商铺或办公</translation>
    </message>
    <message>
        <source>Nobody registered</source>
        <translation>未登记住户</translation>
    </message>
    <message>
        <source>House {number}</source>
        <translation>{number}号</translation>
    </message>
    <message>
        <source>Flat {number}</source>
        <translation>{number}室</translation>
    </message>
    <message>
        <source>%n person(s)</source>
        <translation>%n人</translation>
    </message>
    <message>
        <source>visited today</source>
        <translation>今天已走访</translation>
    </message>
    <message>
        <source>not visited for %n day(s)</source>
        <translation>%n天未走访</translation>
    </message>
    <message>
        <source>%n household(s)</source>
        <translation>%n户</translation>
    </message>
    <message>
        <source>%n house(s)</source>
        <translation>%n座房屋</translation>
    </message>
    <message>
        <source>%n floor(s)</source>
        <translation>%n层</translation>
    </message>
    <message>
        <source>%n entrance(s)</source>
        <translation>%n个单元</translation>
    </message>
</context>
<context>
    <name>ChartModel</name>
    <message>
        <source>Basement {floor}</source>
        <translation>地下{floor}层</translation>
    </message>
    <message>
        <source>Floor {floor}</source>
        <translation>{floor}层</translation>
    </message>
    <message>
        <source>Entrance {unit} {flat}</source>
        <translation>{unit}单元 {flat}</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>People and houses</source>
        <translation>人房图</translation>
    </message>
</context>
<context>
    <name>ColumnsView</name>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>No row of headings was found.</source>
        <translation>没有找到标题行。</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>表中的列</translation>
    </message>
    <message>
        <source>This column holds</source>
        <translation>这一列是</translation>
    </message>
    <message>
        <source>As the &amp;headings say</source>
        <translation>按标题识别(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Read like this from now on</source>
        <translation>今后都这样读取(&amp;R)</translation>
    </message>
    <message>
        <source>{column} holds</source>
        <translation>{column} 是</translation>
    </message>
    <message>
        <source>Still missing: {columns}</source>
        <translation>还缺少：{columns}</translation>
    </message>
    <message>
        <source>{column} is left out now.</source>
        <translation>{column} 现在不导入。</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>not imported by design</source>
        <translation>按规定不导入</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不导入</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Names, pinyin initials, addresses, pages</source>
        <translation>姓名、拼音首字母、地址、页面</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing fits. Try a part of the name, its pinyin initials or the house number.</source>
        <translation>没有找到。请试试姓名的一部分、拼音首字母或门牌号。</translation>
    </message>
</context>
<context>
    <name>Community</name>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Division code</source>
        <translation>区划代码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>District</source>
        <translation>上级区划</translation>
    </message>
    <message>
        <source>Short name of the mediation committee</source>
        <translation>调解委员会简称</translation>
    </message>
</context>
<context>
    <name>Confirmation</name>
    <message>
        <source>Judicial confirmation</source>
        <translation>司法确认</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>法院</translation>
    </message>
    <message>
        <source>Applied for on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Accepted on</source>
        <translation>受理日期</translation>
    </message>
    <message>
        <source>Ruled on</source>
        <translation>裁定日期</translation>
    </message>
    <message>
        <source>Ruling</source>
        <translation>裁定结果</translation>
    </message>
    <message>
        <source>Number of the ruling</source>
        <translation>裁定书文号</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录类别</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Kind of conflict</source>
        <translation>冲突类别</translation>
    </message>
    <message>
        <source>Version before</source>
        <translation>原版本</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>Standing side</source>
        <translation>当前一方</translation>
    </message>
    <message>
        <source>Sides</source>
        <translation>各方</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>stands now</source>
        <translation>当前值</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>A colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Decided before</source>
        <translation>之前的决定</translation>
    </message>
    <message>
        <source>remove the record</source>
        <translation>删除记录</translation>
    </message>
    <message>
        <source>keep the record</source>
        <translation>保留记录</translation>
    </message>
    <message>
        <source>Remove it ({key})</source>
        <translation>删除({key})</translation>
    </message>
    <message>
        <source>Keep it ({key})</source>
        <translation>保留({key})</translation>
    </message>
    <message>
        <source>Take mine ({key})</source>
        <translation>用我的({key})</translation>
    </message>
    <message>
        <source>Take this ({key})</source>
        <translation>用这个({key})</translation>
    </message>
    <message>
        <source>One person removed this record while another changed it. Does it stay?</source>
        <translation>一人删除了这条记录，另一人同时改了它。要保留吗？</translation>
    </message>
    <message>
        <source>These two records may be about the same person.</source>
        <translation>这两条记录可能是同一个人。</translation>
    </message>
    <message>
        <source>This was changed in two places, neither of which knew of the other. Which value is right?</source>
        <translation>两处同时改了这一栏，互不知情。哪个值是对的？</translation>
    </message>
    <message>
        <source>The same person: keep this one ({key})</source>
        <translation>是同一人：保留这一条（{key}）</translation>
    </message>
    <message>
        <source>is to be kept</source>
        <translation>将保留</translation>
    </message>
    <message>
        <source>A supervisor who did not propose it decides under Review; until then both records stay as they are.</source>
        <translation>由未提出该申请的主管在“审核”中决定；在此之前两条记录都保持不变。</translation>
    </message>
    <message>
        <source>If this one is kept:</source>
        <translation>如果保留这一条：</translation>
    </message>
    <message>
        <source>comes here from the other record: {what}</source>
        <translation>另一条记录下的内容转到这里：{what}</translation>
    </message>
    <message>
        <source>nothing else hangs on the other record</source>
        <translation>另一条记录下没有其他内容</translation>
    </message>
    <message>
        <source>is taken over from the other record: {what}</source>
        <translation>从另一条记录补入：{what}</translation>
    </message>
    <message>
        <source>stays in the history alone: {what}</source>
        <translation>只留在历史中：{what}</translation>
    </message>
    <message>
        <source>A supervisor is asked first.</source>
        <translation>先由主管决定。</translation>
    </message>
    <message>
        <source>Another supervisor is asked first. Where there is no other, the sub-district office names one; the proposal waits until then.</source>
        <translation>须先由另一位主管同意。没有其他主管时，请街道办事处指定一位；在此之前申请一直保留。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>{kind} × {count}</source>
        <translation>{kind} × {count}</translation>
    </message>
</context>
<context>
    <name>ConflictsPage</name>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Decided lately</source>
        <translation>最近已决定(&amp;D)</translation>
    </message>
    <message>
        <source>Nothing needs a decision.</source>
        <translation>没有需要决定的事。</translation>
    </message>
    <message>
        <source>Where two people change the same thing without knowing, both values appear here.</source>
        <translation>两人互不知情改了同一内容时，两个值都会出现在这里。</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>Are these two records about different people or households?</source>
        <translation>这两条记录说的是不同的人或不同的住户吗？</translation>
    </message>
    <message>
        <source>The other record comes back with what went over from it. What somebody has changed since then stays where it is. A supervisor decides about it, who is not the one that proposes it.</source>
        <translation>另一条记录会恢复，转出的内容也随之转回；此后有人改动过的保持不变。由不是申请人的主管决定。</translation>
    </message>
    <message>
        <source>&amp;Propose to undo the merge</source>
        <translation>建议撤销合并(&amp;P)</translation>
    </message>
    <message>
        <source>The list is being read.</source>
        <translation>正在读取列表。</translation>
    </message>
</context>
<context>
    <name>Consent</name>
    <message>
        <source>Consent</source>
        <translation>告知同意</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>同意事项</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>答复人</translation>
    </message>
    <message>
        <source>Name of the guardian</source>
        <translation>监护人姓名</translation>
    </message>
    <message>
        <source>Who the guardian is</source>
        <translation>监护人身份</translation>
    </message>
    <message>
        <source>How</source>
        <translation>征询方式</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>答复日期</translation>
    </message>
    <message>
        <source>Not to be asked again before</source>
        <translation>此日期前不再征询</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Withdrawn on</source>
        <translation>撤回日期</translation>
    </message>
    <message>
        <source>Withdrawn by</source>
        <translation>撤回人</translation>
    </message>
    <message>
        <source>Approved for a child under 14</source>
        <translation>已批准（未满14周岁）</translation>
    </message>
    <message>
        <source>Version of the notice</source>
        <translation>告知书版本</translation>
    </message>
    <message>
        <source>Noted by</source>
        <translation>记录人</translation>
    </message>
</context>
<context>
    <name>Consent words</name>
    <message>
        <source>Nobody asks again before {day}.</source>
        <translation>{day}前不再征询。</translation>
    </message>
    <message>
        <source>They may be asked again since {day}.</source>
        <translation>自{day}起可再次征询。</translation>
    </message>
</context>
<context>
    <name>ConsentRow</name>
    <message>
        <source>Name of the guardian</source>
        <translation>监护人姓名</translation>
    </message>
    <message>
        <source>Consent to visits</source>
        <translation>关爱走访同意</translation>
    </message>
    <message>
        <source>As it stands</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Agrees now</source>
        <translation>现在同意</translation>
    </message>
    <message>
        <source>Does not agree</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Takes it back</source>
        <translation>撤回同意</translation>
    </message>
    <message>
        <source>Now: {state}</source>
        <translation>目前：{state}</translation>
    </message>
    <message>
        <source>This child is under 14: the guardian answers, and a supervisor approves it.</source>
        <translation>未满14周岁：由监护人答复，并经主管批准。</translation>
    </message>
    <message>
        <source>Nobody is visited at the door without consent; the care plan rests from now on.</source>
        <translation>未经同意不再上门；关爱计划从现在起暂停。</translation>
    </message>
</context>
<context>
    <name>ConsentSection</name>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>告知同意</translation>
    </message>
    <message>
        <source>Consent &amp;sheet…</source>
        <translation>同意书(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Note an answer</source>
        <translation>登记答复(&amp;N)</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>尚未征询。</translation>
    </message>
    <message>
        <source>Consent was withdrawn: nobody visits any more. The plan, the answers and former visits are kept and can be read.</source>
        <translation>已撤回同意：不再走访。计划、答复和以往走访仍保留，可以查阅。</translation>
    </message>
    <message>
        <source>The answer was no: nobody visits. What was noted before is kept.</source>
        <translation>答复为不同意：不走访。以前的记录仍保留。</translation>
    </message>
    <message>
        <source>The guardian agreed. Visits begin once a supervisor has approved it.</source>
        <translation>监护人已同意。主管批准后开始走访。</translation>
    </message>
    <message>
        <source>Agreed: visits go on as planned.</source>
        <translation>已同意：按计划走访。</translation>
    </message>
    <message>
        <source>The guardian agreed: visits go on as planned.</source>
        <translation>监护人已同意：按计划走访。</translation>
    </message>
    <message>
        <source>Nobody has asked yet: please ask at the next contact.</source>
        <translation>尚未征询：请在下次联系时征询。</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>Withdraw the consent of {day}</source>
        <translation>撤回{day}的同意</translation>
    </message>
    <message>
        <source>Edit the answer of {day}</source>
        <translation>修改{day}的答复</translation>
    </message>
    <message>
        <source>withdrawn {day}</source>
        <translation>{day}撤回</translation>
    </message>
    <message>
        <source>not to be asked again before {day}</source>
        <translation>{day}前不再征询</translation>
    </message>
    <message>
        <source>noted by {name}</source>
        <translation>{name}记录</translation>
    </message>
</context>
<context>
    <name>CountsPage</name>
    <message>
        <source>Figures of mediation</source>
        <translation>调解统计</translation>
    </message>
    <message>
        <source>All &amp;counters</source>
        <translation>返回统计(&amp;C)</translation>
    </message>
    <message>
        <source>Whose figures</source>
        <translation>统计范围</translation>
    </message>
    <message>
        <source>My cases</source>
        <translation>本人案件</translation>
    </message>
    <message>
        <source>Whole community</source>
        <translation>全社区</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>统计表</translation>
    </message>
    <message>
        <source>Ledger of cases</source>
        <translation>案件台账</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Save what is in sight as an Excel file, without a name</source>
        <translation>将当前内容保存为不含姓名的 Excel 文件</translation>
    </message>
    <message>
        <source>There are no figures here yet.</source>
        <translation>还没有统计数据。</translation>
    </message>
    <message>
        <source>No case ended in this period.</source>
        <translation>该时段没有结案的案件。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) going on now</source>
        <translation>
            <numerusform>办理中 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n own case(s) closed or in the archive</source>
        <translation>
            <numerusform>本人案件结案或归档 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The figures come from the server: open this page when there is a connection.</source>
        <translation>统计数据来自服务器，请联网后打开本页。</translation>
    </message>
    <message>
        <source>Figures of the whole community; the cases are with their mediators.</source>
        <translation>全社区统计；案件内容仅调解员可见。</translation>
    </message>
    <message>
        <source>Going on now: {count}.</source>
        <translation>办理中：{count}。</translation>
    </message>
    <message>
        <source>What is smaller than five is told together.</source>
        <translation>不足5件的类别合并显示。</translation>
    </message>
    <message>
        <source>As of {moment}.</source>
        <translation>数据时间：{moment}。</translation>
    </message>
    <message>
        <source>year {year}</source>
        <translation>{year}年</translation>
    </message>
    <message>
        <source>Whole year</source>
        <translation>全年</translation>
    </message>
    <message>
        <source>Quarter {quarter}</source>
        <translation>第{quarter}季度</translation>
    </message>
    <message>
        <source>Month {month}</source>
        <translation>{month}月</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>没有可打印的内容。</translation>
    </message>
    <message>
        <source>The file was saved. It names nobody.</source>
        <translation>文件已保存，不含姓名。</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>结案日期</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案件名称</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>How it came out</source>
        <translation>调解结果</translation>
    </message>
    <message>
        <source>Agreed in yuan</source>
        <translation>协议金额（元）</translation>
    </message>
</context>
<context>
    <name>Court</name>
    <message>
        <source>Not for the court</source>
        <translation>不涉及司法确认</translation>
    </message>
    <message>
        <source>The court may be asked</source>
        <translation>可申请司法确认</translation>
    </message>
    <message>
        <source>Confirmation applied for</source>
        <translation>已申请司法确认</translation>
    </message>
    <message>
        <source>Taken up by the court</source>
        <translation>法院已受理</translation>
    </message>
    <message>
        <source>Confirmed by the court</source>
        <translation>法院裁定有效</translation>
    </message>
    <message>
        <source>Rejected by the court</source>
        <translation>法院裁定驳回</translation>
    </message>
    <message>
        <source>Application to the court withdrawn</source>
        <translation>司法确认申请已撤回</translation>
    </message>
    <message>
        <source>The time to ask the court is over</source>
        <translation>司法确认期限已过</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了问题</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>程序出了错。</translation>
    </message>
    <message>
        <source>What you saved is safe on this computer. You can go on working; if it happens again, restart. This report holds no names and no values. You may send it to your administrator.</source>
        <translation>您已保存的内容在本机是安全的，可以继续工作；如再次出现，请重新启动。这份报告不含姓名和任何内容，可以发给管理员。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Copy the report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
</context>
<context>
    <name>CreateWindow</name>
    <message>
        <source>Set up this computer</source>
        <translation>设置本机</translation>
    </message>
    <message>
        <source>Choose a passphrase. It encrypts everything that you keep here. Nobody can read it back, so write it down and keep the paper in a safe place.</source>
        <translation>请设一个口令，本机的全部资料都用它加密。谁也无法找回口令，请写在纸上妥善保管。</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>再输一次口令</translation>
    </message>
    <message>
        <source>&amp;Make one for me</source>
        <translation>帮我生成(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Set up</source>
        <translation>完成设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>再输一次(&amp;R)</translation>
    </message>
    <message>
        <source>Making the encrypted store …</source>
        <translation>正在建立加密资料库……</translation>
    </message>
    <message>
        <source>{words}
Typed: {typed}</source>
        <translation>{words}
输入：{typed}</translation>
    </message>
    <message>
        <source>Four random words are strong and easy to keep.</source>
        <translation>四个随机词语既安全又好记。</translation>
    </message>
    <message>
        <source>Type it once more, so that you know it.</source>
        <translation>请再输一遍，确认记住了。</translation>
    </message>
    <message>
        <source>Good. Keep it safe.</source>
        <translation>很好，请妥善保管。</translation>
    </message>
</context>
<context>
    <name>DangerCard</name>
    <message>
        <source>Is anyone in danger?</source>
        <translation>有人处于危险中吗？</translation>
    </message>
    <message>
        <source>police: violence, or a threat of it</source>
        <translation>公安：暴力或暴力威胁</translation>
    </message>
    <message>
        <source>ambulance: somebody is hurt, or may take their life</source>
        <translation>急救：有人受伤或可能轻生</translation>
    </message>
    <message>
        <source>women and children: advice and help</source>
        <translation>妇女儿童：咨询与帮助</translation>
    </message>
    <message>
        <source>government hotline: every other urgent matter</source>
        <translation>政务热线：其他紧急事项</translation>
    </message>
    <message>
        <source>Violence against an adult who cannot look after themselves must be reported to the police at once; harm to a minor also to civil affairs and education. Mediation does not replace that.</source>
        <translation>无民事行为能力人、限制民事行为能力人遭受暴力的，必须立即向公安机关报告；未成年人受侵害的，还须向民政、教育部门报告。调解不能代替报告。</translation>
    </message>
    <message>
        <source>Report &amp;danger</source>
        <translation>上报危险情况(&amp;D)</translation>
    </message>
    <message>
        <source>Report of {day}: read by {supervisor}</source>
        <translation>{day}的报告：{supervisor}已阅知</translation>
    </message>
    <message>
        <source>Report of {day}: not yet sent</source>
        <translation>{day}的报告：尚未发送</translation>
    </message>
    <message>
        <source>Report of {day}: with the supervisor, not read yet</source>
        <translation>{day}的报告：待主管阅知</translation>
    </message>
</context>
<context>
    <name>DangerNotice</name>
    <message>
        <source>Your report of danger of {day} was read by {supervisor}</source>
        <translation>您{day}上报的危险情况，{supervisor}已阅知</translation>
    </message>
    <message>
        <source>Your report of danger of {day} was not read yet</source>
        <translation>您{day}上报的危险情况，主管尚未阅知</translation>
    </message>
</context>
<context>
    <name>DangerPage</name>
    <message>
        <source>First call whoever can help at once; this program calls nobody. The report goes to the supervisor with the next sync, and then leaves this computer.</source>
        <translation>请先拨打求助电话，本程序不会代为报警。报告在下次同步时送交主管，随后不再保留在本机。</translation>
    </message>
    <message>
        <source>Report danger</source>
        <translation>上报危险情况</translation>
    </message>
    <message>
        <source>The report is saved. The supervisor gets it with the next sync.</source>
        <translation>报告已保存，下次同步时送交主管。</translation>
    </message>
</context>
<context>
    <name>DangerReceipt</name>
    <message>
        <source>Receipt for a report of danger</source>
        <translation>危险情况上报回执</translation>
    </message>
    <message>
        <source>Seen or heard on</source>
        <translation>发现日期</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>阅知人</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅知时间</translation>
    </message>
</context>
<context>
    <name>DangerReport</name>
    <message>
        <source>Report of danger</source>
        <translation>危险报告</translation>
    </message>
    <message>
        <source>Seen or heard on</source>
        <translation>发现日期</translation>
    </message>
    <message>
        <source>What the danger is</source>
        <translation>危险情形</translation>
    </message>
    <message>
        <source>Who is in danger</source>
        <translation>处于危险中的人</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>What was seen or heard</source>
        <translation>发现的情况</translation>
    </message>
    <message>
        <source>Who was told of it</source>
        <translation>已报告的单位</translation>
    </message>
    <message>
        <source>Told on</source>
        <translation>报告日期</translation>
    </message>
    <message>
        <source>Told at what time</source>
        <translation>报告时间</translation>
    </message>
    <message>
        <source>Their answer, name or number</source>
        <translation>对方答复（姓名或编号）</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>相关记录</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录类型</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>阅知人</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅知时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waits to be read</source>
        <translation>待阅知</translation>
    </message>
    <message>
        <source>Read by a supervisor</source>
        <translation>主管已阅知</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>我已阅知</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>Open the calendar</source>
        <translation>打开日历</translation>
    </message>
</context>
<context>
    <name>DayDialog</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
</context>
<context>
    <name>DecidedList</name>
    <message>
        <source>Nothing was decided yet.</source>
        <translation>还没有作过决定。</translation>
    </message>
    <message>
        <source>Decided lately</source>
        <translation>最近已决定</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪一个</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
</context>
<context>
    <name>Decision</name>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>已提议</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>未采纳</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Waits for a supervisor</source>
        <translation>等待主管处理</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Not taken over</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>不采用</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>The lists are being prepared; until then some are short.</source>
        <translation>正在整理列表；完成前部分列表可能不全。</translation>
    </message>
    <message>
        <source>Records are still arriving; until all are here, lists and last visits lack some.</source>
        <translation>资料还在接收；收完之前，列表和上次走访可能不全。</translation>
    </message>
    <message>
        <source>Everything is kept encrypted on this computer.</source>
        <translation>数据已加密保存在本机。</translation>
    </message>
    <message>
        <source>Everything is kept encrypted on this computer · Last sync: {moment}</source>
        <translation>数据已加密保存在本机 · 上次同步：{moment}</translation>
    </message>
    <message>
        <source>Sync has stopped: server and laptop remember different pasts.</source>
        <translation>同步已停止：服务器与本机的记录历史不一致。</translation>
    </message>
    <message>
        <source>Everything that you recorded is safe on this computer.</source>
        <translation>您登记的全部内容在本机是安全的。</translation>
    </message>
    <message>
        <source>Please call your administrator before you go on.</source>
        <translation>请先联系管理员再继续。</translation>
    </message>
    <message>
        <source>These records were copied, and work is done in both copies.</source>
        <translation>本机资料曾被复制，两份都在继续使用。</translation>
    </message>
    <message>
        <source>Nothing is lost: what you save here is kept, and waits with your supervisor. No news comes.</source>
        <translation>资料不会丢失：您在这里保存的内容都会保留，等主管处理；在此期间本机不再接收更新。</translation>
    </message>
    <message>
        <source>Please speak to your supervisor, and go on in one of the copies only.</source>
        <translation>请联系主管，并只在其中一份上继续工作。</translation>
    </message>
    <message>
        <source>This computer is taken out of service.</source>
        <translation>这台电脑正在停用。</translation>
    </message>
    <message>
        <source>What you saved goes to your supervisor first; then the records here are deleted.</source>
        <translation>您保存的内容先交给主管，然后删除本机的记录。</translation>
    </message>
    <message>
        <source>Please leave it on and connected until then.</source>
        <translation>在此之前请保持开机和联网。</translation>
    </message>
</context>
<context>
    <name>DiariesPage</name>
    <message>
        <source>Diaries</source>
        <translation>民情日记</translation>
    </message>
    <message>
        <source>No diary was sent yet.</source>
        <translation>还没有报送的日记。</translation>
    </message>
    <message>
        <source>They appear here after the next sync of whoever sent them.</source>
        <translation>报送人同步后，日记会出现在这里。</translation>
    </message>
    <message>
        <source>No visit on this day.</source>
        <translation>这一天没有走访。</translation>
    </message>
    <message>
        <source>Visits of the day</source>
        <translation>当日走访</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Mark as &amp;read ({key})</source>
        <translation>标记已阅(&amp;R)（{key}）</translation>
    </message>
    <message>
        <source>It changed meanwhile; please read it again after the next sync.</source>
        <translation>内容刚有变化，请在下次同步后再阅。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>sent {when}</source>
        <translation>{when}报送</translation>
    </message>
    <message>
        <source>No words of the worker&apos;s own.</source>
        <translation>未写民情小记。</translation>
    </message>
    <message>
        <source>read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未阅</translation>
    </message>
</context>
<context>
    <name>Diary</name>
    <message>
        <source>Diary</source>
        <translation>民情日记</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Visits of the day</source>
        <translation>当日走访</translation>
    </message>
    <message>
        <source>Counts of the day</source>
        <translation>当日数字</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>民情小记</translation>
    </message>
    <message>
        <source>What people care about, what was done, what came of it</source>
        <translation>群众关心什么、做了什么、结果如何</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>报送时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sent, not read yet</source>
        <translation>已报送，未阅</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>标记已阅</translation>
    </message>
</context>
<context>
    <name>DiaryPage</name>
    <message>
        <source>Diary</source>
        <translation>民情日记</translation>
    </message>
    <message>
        <source>The day before (Alt+PgUp)</source>
        <translation>前一天（Alt+PgUp）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>The day after (Alt+PgDown)</source>
        <translation>后一天（Alt+PgDown）</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>&amp;Send to the supervisor</source>
        <translation>报送社区主管(&amp;S)</translation>
    </message>
    <message>
        <source>No visit is recorded for this day.</source>
        <translation>这一天没有走访记录。</translation>
    </message>
    <message>
        <source>What you record appears here by itself.</source>
        <translation>记录走访后会自动出现在这里。</translation>
    </message>
    <message>
        <source>Visits of the day</source>
        <translation>当日走访</translation>
    </message>
    <message>
        <source>The diary is saved on this computer; it will be sent.</source>
        <translation>日记已存在本机，联网后报送。</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>尚未报送</translation>
    </message>
    <message>
        <source>sent {when}, read by the supervisor</source>
        <translation>{when}报送，主管已阅</translation>
    </message>
    <message>
        <source>sent {when}, not read yet</source>
        <translation>{when}报送，未阅</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>重新报送(&amp;S)</translation>
    </message>
    <message>
        <source>The records of this day have changed since it was sent; what was sent stays.</source>
        <translation>报送后当日记录有变化；已报送的内容保持不变。</translation>
    </message>
</context>
<context>
    <name>DiaryWords</name>
    <message>
        <source>{count} visits</source>
        <translation>走访{count}次</translation>
    </message>
    <message>
        <source>at {count} households</source>
        <translation>涉及{count}户</translation>
    </message>
    <message>
        <source>{count} times somebody was met</source>
        <translation>见到{count}次</translation>
    </message>
    <message>
        <source>declined {count} times</source>
        <translation>婉拒{count}次</translation>
    </message>
    <message>
        <source>{count} quick notes</source>
        <translation>便签{count}条</translation>
    </message>
    <message>
        <source>{count} sessions of mediation</source>
        <translation>参加调解{count}次</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}{count}项</translation>
    </message>
    <message>
        <source>The records of this day say nothing yet.</source>
        <translation>当日暂无记录。</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>How</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>后续</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>no longer on this computer</source>
        <translation>已不在本机</translation>
    </message>
    <message>
        <source>nobody met</source>
        <translation>未见到</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>婉拒</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>报送后有改动</translation>
    </message>
</context>
<context>
    <name>DifferencesView</name>
    <message>
        <source>The file says nothing else than the records.</source>
        <translation>文件与现有记录没有不同。</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>&amp;Take or keep</source>
        <translation>采用或保留(&amp;T)</translation>
    </message>
    <message>
        <source>Take &amp;all from the file</source>
        <translation>全部采用文件(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keep all</source>
        <translation>全部保留(&amp;K)</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名或名称</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Known now</source>
        <translation>现有记录</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最近修改</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>take the file&apos;s</source>
        <translation>采用文件</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>an import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>you</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>同事</translation>
    </message>
</context>
<context>
    <name>DirectoryPage</name>
    <message>
        <source>Mediation directory</source>
        <translation>调解名录</translation>
    </message>
    <message>
        <source>Notice of the legal adviser</source>
        <translation>法律顾问公示</translation>
    </message>
    <message>
        <source>&amp;Photo</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <source>Ne&amp;w room</source>
        <translation>新增调解室(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;New adviser</source>
        <translation>新增法律顾问(&amp;N)</translation>
    </message>
    <message>
        <source>New adviser</source>
        <translation>新增法律顾问</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>新增调解室</translation>
    </message>
    <message>
        <source>Edit the adviser</source>
        <translation>修改法律顾问</translation>
    </message>
    <message>
        <source>Edit the room</source>
        <translation>修改调解室</translation>
    </message>
    <message>
        <source>Nobody advises the community today: enter the adviser first.</source>
        <translation>目前没有在任的法律顾问，请先登记。</translation>
    </message>
    <message>
        <source>The photo has not arrived on this computer yet: the notice leaves room for it.</source>
        <translation>照片还没有传到这台电脑：公示上留出了粘贴处。</translation>
    </message>
    <message>
        <source>Photo of the adviser</source>
        <translation>法律顾问照片</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png)</source>
        <translation>照片 (*.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>&amp;Choose a photo…</source>
        <translation>选择照片(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Take the photo off</source>
        <translation>移除照片(&amp;T)</translation>
    </message>
    <message>
        <source>no adviser in office</source>
        <translation>目前没有在任的法律顾问</translation>
    </message>
    <message>
        <source>several advisers in office</source>
        <translation>有多位法律顾问同时在任</translation>
    </message>
    <message>
        <source>The only open room stands in the record of a new session by itself.</source>
        <translation>只有一个在用的调解室时，新的调解记录自动填入该地点。</translation>
    </message>
    <message>
        <source>All of it is printed on the public notice: enter the phones of the office alone.</source>
        <translation>所填内容将对外公示，请只填办公电话。</translation>
    </message>
    <message>
        <source>A community has one adviser: the term of {names} ends the day before this one begins.</source>
        <translation>一社区一法律顾问：{names}的任期在新任期开始前一天结束。</translation>
    </message>
    <message numerus="yes">
        <source>%n legal adviser(s)</source>
        <translation>
            <numerusform>%n 名法律顾问</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mediation room(s)</source>
        <translation>
            <numerusform>%n 个调解室</numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Firm or address</source>
        <translation>执业机构或地址</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>监督电话</translation>
    </message>
    <message>
        <source>Licence or hours</source>
        <translation>执业证号或开放时间</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Former</source>
        <translation>已卸任</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>In office</source>
        <translation>在任</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Enter the lawyer of the community and the rooms in which it mediates.</source>
        <translation>请登记本社区的法律顾问和调解室。</translation>
    </message>
    <message>
        <source>The supervisor enters them; they arrive with the next sync.</source>
        <translation>由社区负责人登记，同步后显示。</translation>
    </message>
    <message>
        <source>No adviser and no room is noted yet.</source>
        <translation>尚未登记法律顾问和调解室。</translation>
    </message>
</context>
<context>
    <name>DisputeReceipt</name>
    <message>
        <source>Receipt for a dispute</source>
        <translation>线索移交回执</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>了解日期</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>移交时间</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>未接收原因</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>答复时间</translation>
    </message>
</context>
<context>
    <name>DisputeReport</name>
    <message>
        <source>Dispute handed in</source>
        <translation>矛盾纠纷线索</translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>了解日期</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Who told of it</source>
        <translation>反映人</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>What the dispute is about</source>
        <translation>纠纷情况</translation>
    </message>
    <message>
        <source>Who told of it agrees that the mediators hear of it</source>
        <translation>反映人同意移交调解员</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>移交人</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>移交时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待接收</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Not taken on</source>
        <translation>未接收</translation>
    </message>
    <message>
        <source>Take it on</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Do not take it on</source>
        <translation>不接收</translation>
    </message>
    <message>
        <source>Take it on after all</source>
        <translation>改为接收</translation>
    </message>
</context>
<context>
    <name>DisputeRow</name>
    <message>
        <source>Do they agree that the mediators hear of it?</source>
        <translation>反映人是否同意移交调解员？</translation>
    </message>
    <message>
        <source>Yes: hand it in</source>
        <translation>同意，移交</translation>
    </message>
    <message>
        <source>No, or not asked</source>
        <translation>不同意或未征求</translation>
    </message>
    <message>
        <source>Nothing is handed in; the supervisor reads the follow-up with this visit.</source>
        <translation>不移交；主管会随本次走访看到后续事项。</translation>
    </message>
    <message>
        <source>What was said goes to the mediators with this visit. You will read whether they took it on.</source>
        <translation>走访内容随本次走访移交调解员，是否接收会答复您。</translation>
    </message>
</context>
<context>
    <name>DisputesNotice</name>
    <message numerus="yes">
        <source>%n dispute(s) handed in wait for a mediator</source>
        <translation>
            <numerusform>%n 条移交线索待接收</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Read them</source>
        <translation>查看(&amp;R)</translation>
    </message>
    <message numerus="yes">
        <source>%n dispute(s) that you handed in: {answer}</source>
        <translation>
            <numerusform>您移交的线索有 %n 条答复：{answer}</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Answers</source>
        <translation>查看答复(&amp;A)</translation>
    </message>
</context>
<context>
    <name>District</name>
    <message>
        <source>District</source>
        <translation>区划</translation>
    </message>
    <message>
        <source>Division code</source>
        <translation>区划代码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>上级</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>same name and date of birth</source>
        <translation>姓名和出生日期相同</translation>
    </message>
    <message>
        <source>same last four characters of the identity number</source>
        <translation>证件号码后四位相同</translation>
    </message>
    <message>
        <source>names that sound alike at one address</source>
        <translation>同一住址且姓名读音相近</translation>
    </message>
    <message>
        <source>one flat and one phone</source>
        <translation>同一房屋且电话相同</translation>
    </message>
    <message>
        <source>one flat, with seemingly one person in both</source>
        <translation>同一房屋且两户疑似有同一人</translation>
    </message>
    <message>
        <source>one flat, and nobody recorded in one of the two</source>
        <translation>同一房屋且其中一户没有登记人员</translation>
    </message>
    <message>
        <source>the server compared the full identity numbers: they are the same</source>
        <translation>服务器比对完整证件号码：相同</translation>
    </message>
    <message>
        <source>the server found both</source>
        <translation>由服务器比对发现</translation>
    </message>
    <message>
        <source>but not: {fields}</source>
        <translation>但不一致：{fields}</translation>
    </message>
    <message>
        <source>Merge proposed</source>
        <translation>已提出合并</translation>
    </message>
    <message>
        <source>Very likely</source>
        <translation>极可能重复</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>可能重复</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>需要核对</translation>
    </message>
</context>
<context>
    <name>DuplicatesPage</name>
    <message>
        <source>Duplicates</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>Everybody is being compared</source>
        <translation>正在比对全部人员</translation>
    </message>
    <message>
        <source>&amp;Search again</source>
        <translation>重新查找(&amp;S)</translation>
    </message>
    <message>
        <source>The search has not ended.</source>
        <translation>查找尚未完成。</translation>
    </message>
    <message>
        <source>&amp;Back to the list</source>
        <translation>返回列表(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>上一对(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一对(&amp;N)</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>查找已停止。</translation>
    </message>
    <message>
        <source>Search again when there is time.</source>
        <translation>有时间时可重新查找。</translation>
    </message>
    <message>
        <source>Nobody seems to be recorded twice.</source>
        <translation>没有发现重复登记。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) on this computer were compared.</source>
        <translation>
            <numerusform>已比对本机上的 %n 人。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
    <message>
        <source>One of the two is no longer on this computer.</source>
        <translation>其中一条记录已不在本机。</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 对，共 {count} 对</translation>
    </message>
    <message>
        <source>Proposed; a supervisor decides about it.</source>
        <translation>已提出合并，由主管决定。</translation>
    </message>
    <message>
        <source>Proposed; another supervisor decides about it under Review.</source>
        <translation>已提出，由另一位主管在“审核”中决定。</translation>
    </message>
    <message>
        <source>Noted that they are two; nobody is asked again.</source>
        <translation>已记为并非重复，以后不再提示。</translation>
    </message>
    <message>
        <source>How likely</source>
        <translation>可能程度</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>One record</source>
        <translation>一条记录</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>另一条记录</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>DutiesNotice</name>
    <message>
        <source>The month ends soon</source>
        <translation>月底临近</translation>
    </message>
    <message>
        <source>No&amp;te an activity</source>
        <translation>登记活动(&amp;T)</translation>
    </message>
    <message>
        <source>Still to do this month: {what}</source>
        <translation>本月待完成：{what}</translation>
    </message>
    <message numerus="yes">
        <source>%n more grid(s)</source>
        <translation>
            <numerusform>另有 %n 个网格</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>The lists are being prepared.</source>
        <translation>正在整理列表，请稍候。</translation>
    </message>
    <message>
        <source>This happens once after an update of the program. Nothing is missing.</source>
        <translation>程序更新后需整理一次，数据没有缺失。</translation>
    </message>
    <message>
        <source>Records are still arriving.</source>
        <translation>资料还在接收。</translation>
    </message>
    <message>
        <source>The rest comes by itself as soon as there is a connection.</source>
        <translation>连上网络后，其余资料会自动收下来。</translation>
    </message>
</context>
<context>
    <name>EnrolWindow</name>
    <message>
        <source>Connect this computer</source>
        <translation>连接本机</translation>
    </message>
    <message>
        <source>Your supervisor gives you a one-time code. This step needs the network once; afterwards you work without it.</source>
        <translation>请向主管要一次性登记码。这一步需要联网一次，之后可以离线工作。</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>登记码</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>Address of the &amp;server</source>
        <translation>服务器地址(&amp;S)</translation>
    </message>
    <message>
        <source>Enrolment &amp;code</source>
        <translation>登记码(&amp;E)</translation>
    </message>
    <message>
        <source>Please fill in both lines.</source>
        <translation>请填写这两行。</translation>
    </message>
    <message>
        <source>Asking the server …</source>
        <translation>正在联系服务器……</translation>
    </message>
</context>
<context>
    <name>Erasure</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Ask for erasure of {name}</source>
        <translation>申请清除{name}</translation>
    </message>
    <message>
        <source>Ask for erasure of {name}…</source>
        <translation>申请清除{name}…</translation>
    </message>
    <message>
        <source>If another supervisor agrees, this is destroyed for ever, on every computer:</source>
        <translation>经另一位主管同意后，下列内容在所有电脑上永久销毁：</translation>
    </message>
    <message>
        <source>· the record with its history and attachments, and what was merged into it</source>
        <translation>· 该记录及其历史、附件，以及并入其中的记录</translation>
    </message>
    <message>
        <source>· what hangs on it: {kinds}</source>
        <translation>· 其下的内容：{kinds}</translation>
    </message>
    <message>
        <source>This stays:</source>
        <translation>下列内容保留：</translation>
    </message>
    <message>
        <source>· that something was erased, when, and by whom; nothing of what it was</source>
        <translation>· 只留“何时由谁清除过”，不留任何内容</translation>
    </message>
    <message>
        <source>· what only names it: {kinds}. Look there for words about it</source>
        <translation>· 仅提到它的记录：{kinds}。请另行查看其中的文字</translation>
    </message>
    <message>
        <source>· papers and lists that were printed or exported before</source>
        <translation>· 以前打印或导出的文书和名单</translation>
    </message>
    <message>
        <source>Why? The other supervisor reads it. Please write no names and no numbers.</source>
        <translation>申请原因（另一位主管会看到，请勿写姓名和号码）：</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Evidence</source>
        <translation>证据材料</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Name of the evidence</source>
        <translation>证据名称</translation>
    </message>
    <message>
        <source>Kind of evidence</source>
        <translation>证据种类</translation>
    </message>
    <message>
        <source>Provided by</source>
        <translation>提供人</translation>
    </message>
    <message>
        <source>Date of the evidence</source>
        <translation>证据日期</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Original was seen</source>
        <translation>已核对原件</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>No file was left there, not even half of one.</source>
        <translation>该处没有留下任何文件，也没有残缺文件。</translation>
    </message>
    <message>
        <source>Please choose another place, then export again.</source>
        <translation>请另选位置，再次导出。</translation>
    </message>
    <message>
        <source>The disk has no room for the file.</source>
        <translation>磁盘空间不足，文件存不下。</translation>
    </message>
    <message>
        <source>The file cannot be written there: the folder is protected, or another program has it open.</source>
        <translation>该处不能写入文件：文件夹受保护，或文件正被其他程序打开。</translation>
    </message>
    <message>
        <source>{purpose}: {words}</source>
        <translation>{purpose}：{words}</translation>
    </message>
    <message>
        <source>the whole list</source>
        <translation>整个台账</translation>
    </message>
    <message>
        <source>The file could not be written there.</source>
        <translation>文件未能写入该处。</translation>
    </message>
    <message>
        <source>%n person(s)</source>
        <translation>%n人</translation>
    </message>
</context>
<context>
    <name>ExportColumn</name>
    <message>
        <source>Head of household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>下次联系</translation>
    </message>
    <message>
        <source>Person visited</source>
        <translation>走访对象</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Hide personal data &amp;partly (recommended)</source>
        <translation>个人信息脱敏(&amp;P)（建议）</translation>
    </message>
    <message>
        <source>in a few words, without names</source>
        <translation>简要说明，不写姓名</translation>
    </message>
    <message>
        <source>These are {count} people or more. Please take out only those whom the purpose needs: who passes such lists on answers for it, also before the law.</source>
        <translation>涉及 {count} 人或更多。请只导出用途确实需要的人员：对外提供此类名单须承担责任，包括法律责任。</translation>
    </message>
    <message>
        <source>The list is being counted.</source>
        <translation>正在统计台账。</translation>
    </message>
    <message>
        <source>Export: {list}</source>
        <translation>导出：{list}</translation>
    </message>
    <message>
        <source>The file is not encrypted. Every export is on record; supervisors see it.</source>
        <translation>导出的文件不加密。每次导出均有记录，主管可查看。</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Another supervisor was asked. The answer appears when you open Export here again.</source>
        <translation>已提交另一位主管批准。再次打开“导出”即可看到答复。</translation>
    </message>
    <message>
        <source>The list is being read.</source>
        <translation>正在读取台账。</translation>
    </message>
    <message>
        <source>This cannot be written as it was allowed: more people are in the list now, or it was asked for on another computer. Please ask again.</source>
        <translation>不能按原批准导出：台账人数已增加，或申请是在另一台电脑上提出的。请重新申请。</translation>
    </message>
    <message>
        <source>The file is being written.</source>
        <translation>正在生成文件。</translation>
    </message>
    <message>
        <source>Saved as export {number}. The file is not encrypted: please keep it safe.</source>
        <translation>已保存，导出编号 {number}。文件未加密，请妥善保管。</translation>
    </message>
    <message>
        <source>Please choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>Please choose what the list is for.</source>
        <translation>请选择用途。</translation>
    </message>
    <message>
        <source>Please write in a few words what the list is for.</source>
        <translation>请简要写明具体用途。</translation>
    </message>
    <message>
        <source>&amp;Ask another supervisor</source>
        <translation>请另一位主管批准(&amp;A)</translation>
    </message>
    <message>
        <source>The list is empty: there is nothing to export.</source>
        <translation>台账为空，没有可导出的内容。</translation>
    </message>
    <message>
        <source>The file will hold {rows} rows about {people} people, personal data partly hidden.</source>
        <translation>文件将包含 {rows} 行，涉及 {people} 人，个人信息已脱敏。</translation>
    </message>
    <message>
        <source>The file will hold {rows} rows about {people} people with their personal data.</source>
        <translation>文件将包含 {rows} 行，涉及 {people} 人，含完整个人信息。</translation>
    </message>
    <message>
        <source>More than {limit} people never leave like this: please narrow the list, or hide data partly.</source>
        <translation>超过 {limit} 人的完整信息不能导出：请缩小范围，或选择脱敏。</translation>
    </message>
    <message>
        <source>With your lists of the last {days} days that is more than {limit} people: another supervisor must agree first.</source>
        <translation>加上您最近 {days} 天导出的台账，已超过 {limit} 人：须先经另一位主管批准。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>具体用途</translation>
    </message>
    <message>
        <source>Names, phones, addresses and dates of birth are partly hidden.</source>
        <translation>姓名、电话、地址和出生日期均已脱敏。</translation>
    </message>
    <message>
        <source>Columns of which nothing would be left are greyed. Children stay hidden always.</source>
        <translation>脱敏后没有内容的列显示为灰色。儿童信息始终脱敏。</translation>
    </message>
</context>
<context>
    <name>ExportWatermark</name>
    <message>
        <source>No. {number} · {who} · {when} · {masked} · {people} people · {purpose}</source>
        <translation>编号 {number} · {who} · {when} · {masked} · {people}人 · {purpose}</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已脱敏</translation>
    </message>
    <message>
        <source>with personal data: do not pass on</source>
        <translation>含个人信息，请勿外传</translation>
    </message>
</context>
<context>
    <name>ExportsPage</name>
    <message>
        <source>Exported lists</source>
        <translation>导出记录</translation>
    </message>
    <message>
        <source>No list has been exported.</source>
        <translation>还没有导出过台账。</translation>
    </message>
    <message>
        <source>Every list that leaves as a file, and every request, is noted here.</source>
        <translation>每次导出台账和每项申请都记录在此。</translation>
    </message>
    <message numerus="yes">
        <source>%n export(s)</source>
        <translation>
            <numerusform>%n条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Time is over</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>导出人</translation>
    </message>
    <message>
        <source>List</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>ExtraVisitChange</name>
    <message>
        <source>Change to an extra visit</source>
        <translation>加访变更</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>加访事由</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Moved to</source>
        <translation>改到</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>FacilitiesPage</name>
    <message>
        <source>Facilities</source>
        <translation>场所设施</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Import a &amp;list</source>
        <translation>导入名单(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New facility</source>
        <translation>新增场所(&amp;N)</translation>
    </message>
    <message>
        <source>No facility is noted in this grid.</source>
        <translation>这个网格还没有登记场所设施。</translation>
    </message>
    <message>
        <source>Service points, canteens, clinics and meeting places belong here.</source>
        <translation>便民服务点、食堂、卫生服务站、议事场所都登记在这里。</translation>
    </message>
    <message>
        <source>New facility</source>
        <translation>新增场所</translation>
    </message>
    <message>
        <source>Edit the facility</source>
        <translation>修改场所</translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n人</numerusform>
        </translation>
    </message>
    <message>
        <source>Too large: more than {households} households or {people} people</source>
        <translation>网格过大：超过{households}户或{people}人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>开放时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在用</translation>
    </message>
</context>
<context>
    <name>Facility</name>
    <message>
        <source>Facility</source>
        <translation>场所设施</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>开放时间</translation>
    </message>
    <message>
        <source>Public phone</source>
        <translation>公开电话</translation>
    </message>
    <message>
        <source>What it offers</source>
        <translation>服务内容</translation>
    </message>
    <message>
        <source>Closed since</source>
        <translation>停用日期</translation>
    </message>
</context>
<context>
    <name>FarewellWindow</name>
    <message>
        <source>This computer was taken out of service</source>
        <translation>这台电脑已停用</translation>
    </message>
    <message>
        <source>The server ended its access. That happens when a computer is replaced or its user changes.</source>
        <translation>服务器已结束它的使用权限。更换电脑或人员变动时会这样。</translation>
    </message>
    <message>
        <source>Everything that you saved has reached the server. Your supervisor looks through it.</source>
        <translation>您保存的内容已全部到达服务器，由主管查看。</translation>
    </message>
    <message>
        <source>The records on this computer were deleted. Nothing can be opened here any more.</source>
        <translation>本机的记录已删除，这里不能再打开任何资料。</translation>
    </message>
    <message>
        <source>To go on working, ask your supervisor for a new one-time code.</source>
        <translation>要继续工作，请向主管索取新的一次性代码。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>FileCard</name>
    <message>
        <source>Add to the fi&amp;le</source>
        <translation>添加材料(&amp;L)</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Evidence, investigations, what is to be performed, return visits: nothing yet.</source>
        <translation>尚无证据、调查、履行事项或回访。</translation>
    </message>
    <message>
        <source>nobody who is a party</source>
        <translation>不是本案当事人</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) more</source>
        <translation>
            <numerusform>延长 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>done</source>
        <translation>已履行</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>期限{day}</translation>
    </message>
</context>
<context>
    <name>FileTile</name>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>移除{name}</translation>
    </message>
</context>
<context>
    <name>FilesCard</name>
    <message>
        <source>The server found it too large.</source>
        <translation>服务器认为文件太大。</translation>
    </message>
    <message>
        <source>The server has no room for it. Please tell your technical support.</source>
        <translation>服务器空间不足，请告诉技术支持。</translation>
    </message>
    <message>
        <source>The server could not make sense of it.</source>
        <translation>服务器无法识别。</translation>
    </message>
    <message>
        <source>The server does not know its record yet, or you may not write there.</source>
        <translation>服务器还没有它所属的记录，或者您无权在那里登记。</translation>
    </message>
    <message>
        <source>It arrived as something else three times. Another line may help.</source>
        <translation>三次上传的内容都与原文件不符，换一个网络可能会好。</translation>
    </message>
    <message>
        <source>The file on this computer is damaged. Please attach it once more.</source>
        <translation>本机上的文件已损坏，请重新添加。</translation>
    </message>
    <message>
        <source>It could not be sent.</source>
        <translation>未能上传。</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) wait, {size}</source>
        <translation>
            <numerusform>%n 份照片或材料待上传，{size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Only text is sent on this line. Photos go when the line is free of charge, or when Settings allow it.</source>
        <translation>当前网络只传文字。等到不按流量计费的网络，或在“设置”中允许后，再传照片。</translation>
    </message>
    <message>
        <source>They are sent after the text, piece by piece; a cut line costs one piece.</source>
        <translation>文字传完后分小块上传；断线只需重传一小块。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}：{why}</translation>
    </message>
</context>
<context>
    <name>FilesLook</name>
    <message>
        <source>Save a readable copy?</source>
        <translation>保存可读的副本？</translation>
    </message>
    <message>
        <source>A PDF is not opened inside the program. The copy is not encrypted; delete it after use.</source>
        <translation>本程序不打开 PDF。副本未加密，用后请删除。</translation>
    </message>
    <message>
        <source>&amp;Save a copy…</source>
        <translation>保存副本(&amp;S)…</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}：{why}</translation>
    </message>
</context>
<context>
    <name>FilesRow</name>
    <message>
        <source>Add a &amp;file…</source>
        <translation>添加文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Pas&amp;te a picture</source>
        <translation>粘贴图片(&amp;T)</translation>
    </message>
    <message>
        <source>JPEG, PNG or PDF; files may be dropped here.</source>
        <translation>JPEG、PNG 或 PDF；可将文件拖到这里。</translation>
    </message>
    <message>
        <source>Add attachments</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Photos and PDF (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>照片和 PDF (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>A record takes {count} attachments.</source>
        <translation>一条记录最多 {count} 个附件。</translation>
    </message>
</context>
<context>
    <name>FlagField</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>↻ Changed meanwhile by somebody else.</source>
        <translation>↻ 其间他人已作修改。</translation>
    </message>
    <message>
        <source>↻ Changed meanwhile by somebody else. What you write here will be compared with it.</source>
        <translation>↻ 其间他人已作修改，您填写的内容会与之对照。</translation>
    </message>
    <message>
        <source>✓ Put right: {what}</source>
        <translation>✓ 已改正：{what}</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Discard what you typed?</source>
        <translation>放弃已输入的内容？</translation>
    </message>
    <message>
        <source>What was saved before stays as it is.</source>
        <translation>之前已保存的内容不变。</translation>
    </message>
    <message>
        <source>This is no longer on this computer, so nothing was saved. What you typed stays here.</source>
        <translation>该内容已不在本机，未能保存。您填写的内容仍留在这里。</translation>
    </message>
</context>
<context>
    <name>FrontWindow</name>
    <message>
        <source>Grid work desk</source>
        <translation>网格工作台</translation>
    </message>
    <message>
        <source>Show &amp;letters</source>
        <translation>显示字符(&amp;L)</translation>
    </message>
</context>
<context>
    <name>GivenFile</name>
    <message>
        <source>File given out</source>
        <translation>信息查阅记录</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Given to</source>
        <translation>提供给</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Given on</source>
        <translation>提供日期</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>经办人</translation>
    </message>
</context>
<context>
    <name>Gone</name>
    <message>
        <source>a state that this version does not know</source>
        <translation>本版本不认识的状态</translation>
    </message>
</context>
<context>
    <name>GoneCard</name>
    <message numerus="yes">
        <source>%n record(s) are no longer on the server</source>
        <translation>
            <numerusform>有 %n 条记录服务器上已经没有了</numerusform>
        </translation>
    </message>
    <message>
        <source>The server was restored to an earlier time and has lost these. This computer keeps them for 45 days. Put back what is right; let go of what is not needed.</source>
        <translation>服务器恢复到了较早的时间，丢失了这些记录。本机保留 45 天。正确的请放回去，不需要的可以不再保留。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>set aside {moment}</source>
        <translation>{moment} 移到一旁</translation>
    </message>
    <message>
        <source>&amp;Put back</source>
        <translation>放回去(&amp;P)</translation>
    </message>
    <message>
        <source>Put back {name}</source>
        <translation>放回：{name}</translation>
    </message>
    <message>
        <source>The computer of whoever handed it in sends it again.</source>
        <translation>由移交人的电脑自动补传。</translation>
    </message>
    <message>
        <source>Your supervisor decides.</source>
        <translation>由主管决定。</translation>
    </message>
    <message>
        <source>&amp;Let go</source>
        <translation>不再保留(&amp;L)</translation>
    </message>
    <message>
        <source>Let go of {name}</source>
        <translation>不再保留：{name}</translation>
    </message>
    <message>
        <source>Put back. It goes up with the next sync.</source>
        <translation>已放回，下次同步时上传。</translation>
    </message>
    <message>
        <source>It hangs on a record that is not here. Put that back first, please.</source>
        <translation>它所属的记录不在本机，请先放回那一条。</translation>
    </message>
    <message>
        <source>{record}: it was “{was}” and is “{now}” now; the rest is for somebody to decide again.</source>
        <translation>{record}：原为“{was}”，现为“{now}”，其余须由有关人员重新决定。</translation>
    </message>
    <message>
        <source>Let go of this record?</source>
        <translation>不再保留这条记录吗？</translation>
    </message>
    <message>
        <source>The server does not have it. Nobody may have another copy of it.</source>
        <translation>服务器上没有这条记录，别处可能也没有副本。</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Grid code</source>
        <translation>网格编码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Grid worker on duty</source>
        <translation>当班网格员</translation>
    </message>
    <message>
        <source>In use since</source>
        <translation>启用日期</translation>
    </message>
    <message>
        <source>Ended on</source>
        <translation>撤销日期</translation>
    </message>
</context>
<context>
    <name>GridActivity</name>
    <message>
        <source>Activity of the grid</source>
        <translation>网格活动</translation>
    </message>
    <message>
        <source>What about, and where</source>
        <translation>内容和地点</translation>
    </message>
    <message>
        <source>About the matter, not about who came</source>
        <translation>只写事情，不写参加的人</translation>
    </message>
    <message>
        <source>How many came</source>
        <translation>参加人数</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
</context>
<context>
    <name>GridChange</name>
    <message>
        <source>Split or merge of grids</source>
        <translation>网格调整</translation>
    </message>
    <message>
        <source>From the grid</source>
        <translation>原网格编码</translation>
    </message>
    <message>
        <source>To the grid</source>
        <translation>调入网格编码</translation>
    </message>
    <message>
        <source>Name of the new grid</source>
        <translation>新网格名称</translation>
    </message>
    <message>
        <source>Grid worker on duty</source>
        <translation>当班网格员</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>The old grid ends</source>
        <translation>原网格撤销</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Its workers go along</source>
        <translation>原网格人员继续负责</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>执行日期</translation>
    </message>
    <message>
        <source>Why it was not done</source>
        <translation>未执行原因</translation>
    </message>
</context>
<context>
    <name>GridChangePanel</name>
    <message>
        <source>Merge {name} into another grid</source>
        <translation>将{name}并入其他网格</translation>
    </message>
    <message>
        <source>Split {name}</source>
        <translation>拆分{name}</translation>
    </message>
    <message>
        <source>also work where the buildings go</source>
        <translation>也负责调入网格</translation>
    </message>
    <message>
        <source>stay with what is left</source>
        <translation>只负责留下的部分</translation>
    </message>
    <message>
        <source>do not go along</source>
        <translation>不随之调整</translation>
    </message>
    <message>
        <source>Planned; it happens by itself from {day} on.</source>
        <translation>已列入计划，自 {day} 起自动生效。</translation>
    </message>
    <message>
        <source>Saved; the buildings go to their grid with the next sync.</source>
        <translation>已保存；下次同步时楼栋划入新的网格。</translation>
    </message>
    <message>
        <source>A new grid</source>
        <translation>新设网格</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>划入</translation>
    </message>
    <message>
        <source>Name of the new grid</source>
        <translation>新网格名称</translation>
    </message>
    <message>
        <source>Its code</source>
        <translation>网格编码</translation>
    </message>
    <message>
        <source>Who works there</source>
        <translation>当班网格员</translation>
    </message>
    <message>
        <source>From</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Workers of {name}</source>
        <translation>{name}现有人员</translation>
    </message>
    <message>
        <source>Buildings that go</source>
        <translation>划出的楼栋</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>调整结果</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Merge the grids</source>
        <translation>合并网格(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Split the grid</source>
        <translation>拆分网格(&amp;S)</translation>
    </message>
</context>
<context>
    <name>GridPeriod</name>
    <message>
        <source>Former grid of a building</source>
        <translation>楼栋原属网格</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Grid code</source>
        <translation>网格编码</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止日期</translation>
    </message>
</context>
<context>
    <name>HandOverCard</name>
    <message>
        <source>Handing over by file</source>
        <translation>用文件交接</translation>
    </message>
    <message>
        <source>No line? A sealed file on a stick takes your work to the office and brings news.</source>
        <translation>没有网络？用U盘带密封文件到办公室交接，再带回更新。</translation>
    </message>
    <message>
        <source>&amp;Write a file…</source>
        <translation>写交接文件(&amp;W)…</translation>
    </message>
    <message>
        <source>Rea&amp;d the answer…</source>
        <translation>读回复文件(&amp;D)…</translation>
    </message>
    <message>
        <source>Photos and papers in the file</source>
        <translation>文件中的照片和材料</translation>
    </message>
    <message>
        <source>with photos up to {size} MB</source>
        <translation>含照片，最多 {size} MB</translation>
    </message>
    <message>
        <source>without photos</source>
        <translation>不含照片</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) wait, {size} MB.</source>
        <translation>
            <numerusform>%n 份照片或材料待发送，共 {size} MB。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) that you opened can come back.</source>
        <translation>
            <numerusform>%n 份点开查看的照片或材料可随回复带回。</numerusform>
        </translation>
    </message>
    <message>
        <source>Write a file for the office</source>
        <translation>写给办公室的交接文件</translation>
    </message>
    <message>
        <source>Read the answer of the office</source>
        <translation>读取办公室的回复</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) are in {file}.</source>
        <translation>
            <numerusform>{file} 中有 %n 项修改。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) go along.</source>
        <translation>
            <numerusform>随附 %n 份照片或材料。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) are to come with the answer.</source>
        <translation>
            <numerusform>%n 份照片或材料将随回复带回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) are left for the next file.</source>
        <translation>
            <numerusform>另有 %n 份照片或材料留待下一个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay here too, until the answer was read.</source>
        <translation>读取回复之前，本机仍保留这些修改。</translation>
    </message>
    <message numerus="yes">
        <source>The answer was read: %n record(s) came.</source>
        <translation>
            <numerusform>已读取回复：收到 %n 条记录。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s) came, too.</source>
        <translation>
            <numerusform>还带回 %n 份照片或材料。</numerusform>
        </translation>
    </message>
    <message>
        <source>Files for handing over (*.gridsync)</source>
        <translation>交接文件 (*.gridsync)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>全部文件 (*)</translation>
    </message>
</context>
<context>
    <name>HandedInPage</name>
    <message>
        <source>Disputes handed in</source>
        <translation>线索移交</translation>
    </message>
    <message>
        <source>Hand in a &amp;dispute</source>
        <translation>移交矛盾纠纷(&amp;D)</translation>
    </message>
    <message>
        <source>You have handed in no dispute.</source>
        <translation>您还没有移交过矛盾纠纷线索。</translation>
    </message>
    <message>
        <source>What you hand in goes to the mediators of the community and leaves this computer.</source>
        <translation>移交的内容只发给本社区调解员，发送后不再留在本机。</translation>
    </message>
    <message>
        <source>There is no grid on this computer yet. Sync once, then hand it in.</source>
        <translation>本机还没有网格数据。请先同步一次再移交。</translation>
    </message>
    <message>
        <source>Hand in a dispute</source>
        <translation>移交矛盾纠纷</translation>
    </message>
    <message>
        <source>To the mediators of the community</source>
        <translation>移交给本社区人民调解员</translation>
    </message>
    <message>
        <source>Only the mediators read it. Once it is sent, what is written here leaves this computer, and you will read whether they took it on. In danger call 110 first.</source>
        <translation>只有调解员能看到。发送后此表内容不再留在本机，是否接收会答复您。遇有危险请先拨打110。</translation>
    </message>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation>
            <numerusform>%n 条待答复</numerusform>
        </translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>了解日期</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>未接收原因</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{what}: proposed to be the same as another record</source>
        <translation>{what}：申请与另一条记录合并</translation>
    </message>
    <message>
        <source>{what}: proposed not to be the same as the record that it went into</source>
        <translation>{what}：申请撤销合并</translation>
    </message>
    <message>
        <source>{what}: erasure was asked for</source>
        <translation>{what}：申请彻底删除</translation>
    </message>
    <message>
        <source>{what}: a move to another grid was proposed</source>
        <translation>{what}：申请转到其他网格</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>decided by {name}</source>
        <translation>由 {name} 决定</translation>
    </message>
    <message>
        <source>{what} was added</source>
        <translation>新增：{what}</translation>
    </message>
    <message>
        <source>{what} was removed</source>
        <translation>删除：{what}</translation>
    </message>
    <message>
        <source>{what} was merged with {other}</source>
        <translation>{what} 已并入 {other}</translation>
    </message>
    <message>
        <source>{what} was merged into a record of another grid, which you do not see. If they are two, propose to undo it; a supervisor decides.</source>
        <translation>{what}已并入其他网格的一条记录（您看不到该记录）。如果不是同一个，可建议撤销，由主管决定。</translation>
    </message>
    <message>
        <source>Another record was found to be the same as {what}</source>
        <translation>另一条记录已并入：{what}</translation>
    </message>
    <message>
        <source>{what} was brought back</source>
        <translation>恢复：{what}</translation>
    </message>
    <message>
        <source>{field}: {before} → {after}</source>
        <translation>{field}：{before} → {after}</translation>
    </message>
    <message>
        <source>not taken: {value} ({author})</source>
        <translation>未采用：{value} · {author}</translation>
    </message>
    <message>
        <source>Bring {what} back</source>
        <translation>恢复 {what}</translation>
    </message>
    <message>
        <source>Propose to undo the merge: {what}</source>
        <translation>建议撤销合并：{what}</translation>
    </message>
    <message>
        <source>Take back: {field} {value}</source>
        <translation>改回：{field} {value}</translation>
    </message>
    <message>
        <source>On this laptop</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>Not taken over</source>
        <translation>未接收</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>已到服务器</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>未采纳</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>待审批</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>变更记录</translation>
    </message>
</context>
<context>
    <name>HistorySection</name>
    <message>
        <source>History</source>
        <translation>变更记录</translation>
    </message>
    <message>
        <source>Nothing has changed since this record came to this computer.</source>
        <translation>这条记录到本机以来没有变更。</translation>
    </message>
    <message numerus="yes">
        <source>Show more (%n left)</source>
        <translation>
            <numerusform>显示更多（还有 %n 条）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomeSection</name>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Tenure</source>
        <translation>居住性质</translation>
    </message>
    <message>
        <source>Household tags</source>
        <translation>住户标签</translation>
    </message>
    <message>
        <source>Given up on</source>
        <translation>撤户日期</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>上次走访</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>Household list</name>
    <message>
        <source>Care household</source>
        <translation>关爱户</translation>
    </message>
    <message>
        <source>Service post</source>
        <translation>服务岗位</translation>
    </message>
    <message>
        <source>Volunteer</source>
        <translation>志愿</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Vacant</source>
        <translation>空置</translation>
    </message>
    <message>
        <source>Lived in</source>
        <translation>常住</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>已在服务器</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
</context>
<context>
    <name>HouseholdForms</name>
    <message>
        <source>New household</source>
        <translation>新增住户</translation>
    </message>
    <message>
        <source>Edit the household</source>
        <translation>修改住户</translation>
    </message>
    <message>
        <source>New resident</source>
        <translation>新增居民</translation>
    </message>
    <message>
        <source>Edit the resident</source>
        <translation>修改居民</translation>
    </message>
    <message>
        <source>Edit the phone number</source>
        <translation>修改电话</translation>
    </message>
    <message>
        <source>New phone number</source>
        <translation>新增电话</translation>
    </message>
    <message>
        <source>Two records became one; this is the one that was kept. What you typed is filled in: look at it and save.</source>
        <translation>两条记录已合并，这是保留的一条。您填写的内容已填入，请核对后保存。</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>身份证件号码</translation>
    </message>
    <message>
        <source>The number goes to the server and is not shown here again; this computer keeps its last four.</source>
        <translation>号码报送服务器后不再在这里显示，本机只留后四位。</translation>
    </message>
    <message>
        <source>Correct the identity number</source>
        <translation>更正证件号码</translation>
    </message>
    <message>
        <source>Type the whole number from the document. At the server it takes the place of the wrong one, and the last four that are noted here follow it.</source>
        <translation>请对照证件重新录入完整号码。它将在服务器上取代录错的号码，本机登记的后四位随之更新。</translation>
    </message>
</context>
<context>
    <name>HouseholdPage</name>
    <message>
        <source>Show in the chart</source>
        <translation>在楼栋图中显示</translation>
    </message>
    <message>
        <source>&amp;Edit the household</source>
        <translation>修改住户(&amp;E)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>The household is being read.</source>
        <translation>正在读取住户。</translation>
    </message>
    <message>
        <source>This household is not on this computer.</source>
        <translation>本机没有这户资料。</translation>
    </message>
    <message>
        <source>It may have moved to another grid. Ctrl+K finds what is here.</source>
        <translation>可能已转到其他网格。按 Ctrl+K 可搜索本机资料。</translation>
    </message>
    <message>
        <source>Two records of this household became one; this is the one that was kept.</source>
        <translation>该住户的两条记录已合并，这是保留的一条。</translation>
    </message>
    <message>
        <source>This room is not on this computer.</source>
        <translation>本机没有这间房屋的资料。</translation>
    </message>
    <message>
        <source>Asked. Nothing is erased until another supervisor agrees in Review.</source>
        <translation>已提出申请。另一位主管在“审核”中同意之前，不会清除任何内容。</translation>
    </message>
    <message>
        <source>given up on {day}</source>
        <translation>已于 {day} 撤户</translation>
    </message>
    <message>
        <source>%n person(s)</source>
        <translation>%n人</translation>
    </message>
    <message>
        <source>last visit {day}</source>
        <translation>上次走访 {day}</translation>
    </message>
    <message>
        <source>never visited yet</source>
        <translation>从未走访</translation>
    </message>
</context>
<context>
    <name>HouseholdsPage</name>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Name, pinyin or initials, address, last digits of a phone</source>
        <translation>姓名、拼音或首字母、地址、电话后四位</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Save this list as an Excel file (Ctrl+E)</source>
        <translation>将此列表保存为 Excel 文件 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>筛选</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n household(s)</source>
        <translation>
            <numerusform>%n户</numerusform>
        </translation>
    </message>
    <message>
        <source>No household fits.</source>
        <translation>没有符合的住户。</translation>
    </message>
    <message>
        <source>Try a part of the name, its pinyin initials or the house number, or fewer filters.</source>
        <translation>请试试姓名的一部分、拼音首字母或门牌号，或减少筛选条件。</translation>
    </message>
    <message>
        <source>There are no households on this computer yet.</source>
        <translation>本机还没有住户资料。</translation>
    </message>
    <message>
        <source>They arrive when it is synced for the first time: F5.</source>
        <translation>首次同步后就会出现：按 F5。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>上次走访</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Care households</source>
        <translation>关爱户</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Vacant</source>
        <translation>空置</translation>
    </message>
    <message>
        <source>Not visited for over 90 days</source>
        <translation>90 天以上未走访</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Came here, has no door yet</source>
        <translation>转入待定门牌</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Disputes received</source>
        <translation>收到的线索</translation>
    </message>
    <message>
        <source>No dispute was handed in.</source>
        <translation>没有移交来的矛盾纠纷线索。</translation>
    </message>
    <message>
        <source>What workers hear of at the doors and hand in arrives here.</source>
        <translation>网格员走访中了解并移交的矛盾纠纷会出现在这里。</translation>
    </message>
    <message>
        <source>The case is yours alone from now on. Which type of dispute is it?</source>
        <translation>接收后案件只归您办理。请选择纠纷类型。</translation>
    </message>
    <message>
        <source>Whoever handed it in reads the reason, and nothing else.</source>
        <translation>移交人只会看到这一原因。</translation>
    </message>
    <message>
        <source>Answered; it will be sent.</source>
        <translation>已答复，待发送。</translation>
    </message>
    <message>
        <source>Is this dispute in a case already?</source>
        <translation>这起纠纷已有案件吗？</translation>
    </message>
    <message>
        <source>Whoever handed it in reads that it was taken on; no other case begins.</source>
        <translation>移交人会看到“已接收”，不再另立案件。</translation>
    </message>
    <message>
        <source>&amp;Yes, it is</source>
        <translation>是，已有案件(&amp;Y)</translation>
    </message>
    <message numerus="yes">
        <source>%n without an answer</source>
        <translation>
            <numerusform>%n 条待接收</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>了解日期</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>移交人</translation>
    </message>
</context>
<context>
    <name>Investigation</name>
    <message>
        <source>Record of an investigation</source>
        <translation>调查记录</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>调查日期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>在场人员</translation>
    </message>
    <message>
        <source>Investigators</source>
        <translation>调查人</translation>
    </message>
    <message>
        <source>Person asked</source>
        <translation>被调查人</translation>
    </message>
    <message>
        <source>What was told</source>
        <translation>调查内容</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>记录人</translation>
    </message>
</context>
<context>
    <name>InvitedPerson</name>
    <message>
        <source>Invited helper</source>
        <translation>邀请协助人</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Who it is</source>
        <translation>身份</translation>
    </message>
    <message>
        <source>The applicants agree</source>
        <translation>申请人同意</translation>
    </message>
    <message>
        <source>The respondents agree</source>
        <translation>被申请人同意</translation>
    </message>
</context>
<context>
    <name>KeyPeoplePage</name>
    <message>
        <source>Key populations</source>
        <translation>重点人群</translation>
    </message>
    <message>
        <source>Name, pinyin or initials, address, phone</source>
        <translation>姓名、拼音或首字母、地址、电话</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Save this list as an Excel file (Ctrl+E)</source>
        <translation>将此列表保存为 Excel 文件 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>缩小范围</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Next contact</source>
        <translation>下次联系</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>关爱层级</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>上次联系</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Need</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>All needs</source>
        <translation>全部需求</translation>
    </message>
    <message>
        <source>Show &amp;everybody</source>
        <translation>显示全部(&amp;E)</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Household waiting</source>
        <translation>住户等候</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Within 7 days</source>
        <translation>7天内</translation>
    </message>
    <message>
        <source>Consent to be asked</source>
        <translation>待征询同意</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>待批准</translation>
    </message>
    <message>
        <source>Third refusal</source>
        <translation>三次谢绝</translation>
    </message>
    <message>
        <source>No visits wanted</source>
        <translation>不需走访</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Close care</source>
        <translation>高频关爱</translation>
    </message>
    <message>
        <source>Regular care</source>
        <translation>重点关爱</translation>
    </message>
    <message>
        <source>General care</source>
        <translation>一般关爱</translation>
    </message>
    <message>
        <source>Without a level</source>
        <translation>未定层级</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>共 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody fits.</source>
        <translation>没有符合的人。</translation>
    </message>
    <message>
        <source>Try fewer filters, or a part of the name.</source>
        <translation>请减少筛选条件，或只输入姓名的一部分。</translation>
    </message>
    <message>
        <source>Nobody on this computer has a care plan.</source>
        <translation>这台电脑上没有人有关爱计划。</translation>
    </message>
    <message>
        <source>A care specialist begins one on the card of the household.</source>
        <translation>由专职关爱人员在住户卡片上开始。</translation>
    </message>
</context>
<context>
    <name>LastVisitCard</name>
    <message>
        <source>Last visits</source>
        <translation>最近走访</translation>
    </message>
    <message>
        <source>Nothing was recorded here before.</source>
        <translation>以前没有记录。</translation>
    </message>
    <message>
        <source>nobody met</source>
        <translation>未遇</translation>
    </message>
    <message>
        <source>Promised: {promise}</source>
        <translation>承诺：{promise}</translation>
    </message>
    <message>
        <source>{field}, last time</source>
        <translation>上次的{field}</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>As of {when}, printed by {who}; personal data are partly hidden.</source>
        <translation>截至{when}，{who}打印，个人信息已部分隐去。</translation>
    </message>
    <message>
        <source>No. {number} on record</source>
        <translation>记录编号 {number}</translation>
    </message>
    <message>
        <source>at {households} households, {met} times somebody was met</source>
        <translation>涉及{households}户，见到{met}次</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自{day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至{day}</translation>
    </message>
    <message>
        <source>narrowed by further filters</source>
        <translation>另按其他条件筛选</translation>
    </message>
    <message>
        <source>met</source>
        <translation>见到</translation>
    </message>
    <message>
        <source>people</source>
        <translation>人数</translation>
    </message>
</context>
<context>
    <name>LedgerFilters</name>
    <message>
        <source>Narrow the list</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Household waiting</source>
        <translation>住户等候</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Within 7 days</source>
        <translation>7天内</translation>
    </message>
    <message>
        <source>Consent to be asked</source>
        <translation>待征询同意</translation>
    </message>
    <message>
        <source>No visits wanted</source>
        <translation>不需走访</translation>
    </message>
    <message>
        <source>Review due</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Close care</source>
        <translation>高频关爱</translation>
    </message>
    <message>
        <source>Regular care</source>
        <translation>重点关爱</translation>
    </message>
    <message>
        <source>General care</source>
        <translation>一般关爱</translation>
    </message>
    <message>
        <source>Care households</source>
        <translation>关爱户</translation>
    </message>
    <message>
        <source>Rented</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>Vacant</source>
        <translation>空置</translation>
    </message>
    <message>
        <source>Not visited for over 90 days</source>
        <translation>90 天以上未走访</translation>
    </message>
</context>
<context>
    <name>LedgerView</name>
    <message>
        <source>Nothing fits.</source>
        <translation>没有符合条件的记录。</translation>
    </message>
    <message>
        <source>Try a longer period, or fewer filters.</source>
        <translation>请放宽时间，或减少筛选条件。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LedgersPage</name>
    <message>
        <source>Ledgers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Which ledger</source>
        <translation>选择台账</translation>
    </message>
    <message>
        <source>Name, pinyin or initials, address</source>
        <translation>姓名、拼音或首字母、地址</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>列(&amp;C)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Save this list as an Excel file (Ctrl+E)</source>
        <translation>将此列表存为Excel文件（Ctrl+E）</translation>
    </message>
    <message>
        <source>More than {count} rows would be printed: please narrow the list first.</source>
        <translation>将打印超过{count}行，请先缩小范围。</translation>
    </message>
    <message>
        <source>There is nothing to print.</source>
        <translation>没有可打印的内容。</translation>
    </message>
    <message>
        <source>A masked sheet, printed</source>
        <translation>脱敏表打印件</translation>
    </message>
</context>
<context>
    <name>LeftBehindPage</name>
    <message>
        <source>Left-behind work</source>
        <translation>遗留工作</translation>
    </message>
    <message>
        <source>Nothing was left behind.</source>
        <translation>没有遗留工作。</translation>
    </message>
    <message>
        <source>Work of people who left, and of computers that were shut out, appears here.</source>
        <translation>离岗人员和停用电脑上的工作会显示在这里。</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>遗留内容</translation>
    </message>
    <message>
        <source>Person and device</source>
        <translation>人员与设备</translation>
    </message>
    <message>
        <source>Take over ({key})</source>
        <translation>接收（{key}）</translation>
    </message>
    <message>
        <source>Dismiss … ({key})</source>
        <translation>不采用…（{key}）</translation>
    </message>
    <message>
        <source>Next ({key})</source>
        <translation>下一项（{key}）</translation>
    </message>
    <message numerus="yes">
        <source>Take over %n piece(s) of left-behind work?</source>
        <translation>
            <numerusform>接收 %n 项遗留工作？</numerusform>
        </translation>
    </message>
    <message>
        <source>Each applies in its author&apos;s name. Where somebody else changed the same field meanwhile, both values are shown as a conflict.</source>
        <translation>每一项都以原作者的名义生效。如果期间有人改过同一栏，两个值都会作为冲突显示。</translation>
    </message>
    <message>
        <source>&amp;Take them over</source>
        <translation>全部接收(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%n taken over: saved on this computer; it will be sent.</source>
        <translation>
            <numerusform>已接收 %n 项：已保存在本机，随后发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dismiss %n piece(s) of left-behind work</source>
        <translation>
            <numerusform>不采用 %n 项遗留工作</numerusform>
        </translation>
    </message>
    <message>
        <source>It will not be applied. Please write why; its author reads the reason.</source>
        <translation>它不会生效。请写明原因，原作者会看到。</translation>
    </message>
    <message numerus="yes">
        <source>%n dismissed: saved on this computer; it will be sent.</source>
        <translation>
            <numerusform>%n 项不采用：已保存在本机，随后发送。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 项等待</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over all %n</source>
        <translation>
            <numerusform>全部接收（%n）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dismiss all %n …</source>
        <translation>
            <numerusform>全部不采用（%n）…</numerusform>
        </translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
</context>
<context>
    <name>LeftOverNotice</name>
    <message>
        <source>Finish the&amp;m</source>
        <translation>去办理(&amp;M)</translation>
    </message>
    <message numerus="yes">
        <source>%n quick note(s) not taken up yet</source>
        <translation>
            <numerusform>%n 条往日便签未处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) begun and not submitted</source>
        <translation>
            <numerusform>%n 次走访草稿未提交</numerusform>
        </translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>最早{day}</translation>
    </message>
</context>
<context>
    <name>LeftWork</name>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>moved to another grid</source>
        <translation>移到其他网格</translation>
    </message>
    <message>
        <source>a conflict decided</source>
        <translation>已决定的冲突</translation>
    </message>
    <message>
        <source>A record that this version does not know</source>
        <translation>本版本不认识的记录</translation>
    </message>
    <message>
        <source>The account or the computer had been shut out when it arrived.</source>
        <translation>收到时，该账号或该电脑已被停用。</translation>
    </message>
    <message>
        <source>Its author no longer worked there when it arrived, or the record had moved.</source>
        <translation>收到时，作者已不在该处工作，或记录已移走。</translation>
    </message>
    <message>
        <source>Its record was merged into one of a grid in which its author does not work. Taken over, it is written there.</source>
        <translation>所涉记录已并入作者未负责的网格中的另一条记录；接收后将写入那条记录。</translation>
    </message>
    <message>
        <source>Its author has no access to this record, or it does not exist.</source>
        <translation>作者无权使用这条记录，或记录不存在。</translation>
    </message>
    <message>
        <source>The role of its author may not change this.</source>
        <translation>作者的岗位不能修改此项。</translation>
    </message>
    <message>
        <source>The server did not know this field yet when it arrived.</source>
        <translation>收到时，服务器还不认识这一栏。</translation>
    </message>
    <message>
        <source>The server did not know this kind of record yet when it arrived.</source>
        <translation>收到时，服务器还不认识这类记录。</translation>
    </message>
    <message>
        <source>It builds on something that has not come back since the server was restored.</source>
        <translation>它所依据的内容在服务器恢复后还没有回来。</translation>
    </message>
    <message>
        <source>Too much hangs on it to be moved at once.</source>
        <translation>关联内容太多，不能一次移动。</translation>
    </message>
    <message>
        <source>It could not be applied when it arrived.</source>
        <translation>收到时无法生效。</translation>
    </message>
    <message>
        <source>There is no connection now. What it says lies on the server alone; please look when there is a line.</source>
        <translation>现在没有网络。内容只在服务器上，请有网络时再看。</translation>
    </message>
</context>
<context>
    <name>LeftWorkView</name>
    <message>
        <source>{author} · {device} · received {moment}</source>
        <translation>{author} · {device} · {moment}收到</translation>
    </message>
    <message>
        <source>Show what it says ({key})</source>
        <translation>查看内容（{key}）</translation>
    </message>
    <message>
        <source>It is fetched from the server for this look alone, and the look is noted.</source>
        <translation>内容仅为本次查看从服务器读取，查看会留下记录。</translation>
    </message>
    <message>
        <source>Only those who work there may see these values.</source>
        <translation>只有在那里工作的人才能看到这些内容。</translation>
    </message>
    <message>
        <source>Left behind</source>
        <translation>遗留内容</translation>
    </message>
    <message>
        <source>Stands now</source>
        <translation>现值</translation>
    </message>
</context>
<context>
    <name>LegalAdviser</name>
    <message>
        <source>Legal adviser</source>
        <translation>法律顾问</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Law firm</source>
        <translation>执业机构</translation>
    </message>
    <message>
        <source>Licence number</source>
        <translation>执业证号</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Phone for complaints</source>
        <translation>监督电话</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Symbols</source>
        <translation>图例</translation>
    </message>
</context>
<context>
    <name>LifeChange</name>
    <message>
        <source>Major change</source>
        <translation>重大变故</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Happened on</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Noted at</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>Noted by</source>
        <translation>记录人</translation>
    </message>
</context>
<context>
    <name>LifeChangeDialog</name>
    <message>
        <source>Name, pinyin or initials, address, phone</source>
        <translation>姓名、拼音或首字母、地址、电话</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Happened on</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>The household stands first on Today and is called on within 24 hours. Only what happened is noted.</source>
        <translation>该住户会排在今日列表最前，24 小时内走访。只记发生了什么。</translation>
    </message>
    <message>
        <source>Note a major change</source>
        <translation>记录重大变故</translation>
    </message>
</context>
<context>
    <name>LimitsNotice</name>
    <message numerus="yes">
        <source>%n mediation case(s) with a limit that ends, the first: {limit}</source>
        <translation>
            <numerusform>%n 件调解案件期限将至，最近：{limit}</numerusform>
        </translation>
    </message>
    <message>
        <source>See the &amp;cases</source>
        <translation>查看案件(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message>
        <source>Exported list</source>
        <translation>台账导出</translation>
    </message>
    <message>
        <source>List</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Narrowed</source>
        <translation>筛选方式</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>具体用途</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>People in it</source>
        <translation>涉及人数</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>已脱敏</translation>
    </message>
    <message>
        <source>Exported at</source>
        <translation>导出时间</translation>
    </message>
    <message>
        <source>Exported by</source>
        <translation>导出人</translation>
    </message>
    <message>
        <source>May be written until</source>
        <translation>可导出期限</translation>
    </message>
    <message>
        <source>Hash of the file</source>
        <translation>文件校验值</translation>
    </message>
    <message>
        <source>Why it was not allowed</source>
        <translation>未批准原因</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>已准备</translation>
    </message>
    <message>
        <source>Waits for a second person</source>
        <translation>等待第二人批准</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>未批准</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Write the file</source>
        <translation>生成文件</translation>
    </message>
    <message>
        <source>Ask a second person</source>
        <translation>请第二人批准</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不批准</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
</context>
<context>
    <name>LockedMatter</name>
    <message>
        <source>for example: to decide this conflict</source>
        <translation>例如：为处理此冲突</translation>
    </message>
</context>
<context>
    <name>LockedWindow</name>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>The first download goes on; it ends by itself, and so does this page. Then your passphrase opens the records.</source>
        <translation>首次下载仍在进行，完成后会自动结束，本页面也会随之关闭。之后输入口令即可打开记录。</translation>
    </message>
    <message>
        <source>&amp;Unlock now</source>
        <translation>立即解锁(&amp;U)</translation>
    </message>
    <message>
        <source>Interrupts the download; it goes on when you have unlocked.</source>
        <translation>下载会暂停，解锁后继续。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) so far.</source>
        <translation>
            <numerusform>已收到 %n 条记录。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LooksCard</name>
    <message>
        <source>Print who opened this case</source>
        <translation>打印查阅记录</translation>
    </message>
    <message numerus="yes">
        <source>%n opening(s) known here; each one goes to the server.</source>
        <translation>
            <numerusform>共 %n 次打开记录；每次都会上报服务器。</numerusform>
        </translation>
    </message>
    <message>
        <source>As of {when}</source>
        <translation>截至{when}</translation>
    </message>
    <message>
        <source>Opened at</source>
        <translation>打开时间</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>打开人</translation>
    </message>
</context>
<context>
    <name>MaskedField</name>
    <message>
        <source>Reveal {title}</source>
        <translation>显示{title}</translation>
    </message>
    <message>
        <source>Hide {title}</source>
        <translation>隐藏{title}</translation>
    </message>
</context>
<context>
    <name>MatterView</name>
    <message>
        <source>{rule} Both edits were kept; together they do not fit.</source>
        <translation>{rule}两处修改都已保留，但放在一起不相符。</translation>
    </message>
    <message>
        <source>This field now stays as it was when the record was made: only the value that stands can be taken. The other one stays in the history.</source>
        <translation>该栏目登记后不再更改，只能采用现有的值；另一个值保留在历史中。</translation>
    </message>
    <message>
        <source>Two different people ({key})</source>
        <translation>是两个人（{key}）</translation>
    </message>
    <message>
        <source>One person; I put the records right ({key})</source>
        <translation>是同一人，由我更正记录（{key}）</translation>
    </message>
    <message>
        <source>Leave it as it is (1)</source>
        <translation>保持现状(1)</translation>
    </message>
    <message>
        <source>What stands there now</source>
        <translation>现在的内容</translation>
    </message>
    <message>
        <source>Every value stays in the history of the record, whatever you decide.</source>
        <translation>无论怎么决定，每个值都保留在变更记录里。</translation>
    </message>
    <message>
        <source>Who may change this record decides; you see it because it concerns you.</source>
        <translation>由有权修改这条记录的人决定；因与您有关，所以让您看到。</translation>
    </message>
    <message>
        <source>&amp;Open the record</source>
        <translation>打开记录(&amp;O)</translation>
    </message>
</context>
<context>
    <name>MattersSection</name>
    <message>
        <source>Open matters</source>
        <translation>未办事项</translation>
    </message>
    <message>
        <source>A change was not taken over: {what}</source>
        <translation>有一处修改未采用：{what}</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) not yet on the server</source>
        <translation>
            <numerusform>%n 处修改尚未到服务器</numerusform>
        </translation>
    </message>
    <message>
        <source>Two people changed this: {what}</source>
        <translation>两人都改了：{what}</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>The visit of {day} came back: {remark}</source>
        <translation>{day} 的走访被退回：{remark}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>A form was left unsaved: {what}</source>
        <translation>有未保存的表单：{what}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Mediation</name>
    <message>
        <source>Application</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Acceptance waiting for approval</source>
        <translation>受理待审核</translation>
    </message>
    <message>
        <source>Acceptance approved</source>
        <translation>受理已批准</translation>
    </message>
    <message>
        <source>Accepted and registered</source>
        <translation>已受理登记</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>In mediation</source>
        <translation>调解中</translation>
    </message>
    <message>
        <source>Agreed in writing</source>
        <translation>已达成书面协议</translation>
    </message>
    <message>
        <source>Agreed orally</source>
        <translation>已达成口头协议</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>已终止</translation>
    </message>
    <message>
        <source>Performed</source>
        <translation>已履行</translation>
    </message>
    <message>
        <source>Partly performed</source>
        <translation>部分履行</translation>
    </message>
    <message>
        <source>Not performed</source>
        <translation>未履行</translation>
    </message>
    <message>
        <source>Return visit made</source>
        <translation>已回访</translation>
    </message>
    <message>
        <source>Closing waiting for approval</source>
        <translation>结案待审核</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>In the archive</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Ask the supervisor about accepting it</source>
        <translation>报请主管审核受理</translation>
    </message>
    <message>
        <source>Accept the case</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Do not accept</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>Application withdrawn</source>
        <translation>申请撤回</translation>
    </message>
    <message>
        <source>Approve the acceptance</source>
        <translation>批准受理</translation>
    </message>
    <message>
        <source>Begin mediation</source>
        <translation>开始调解</translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation>终止调解</translation>
    </message>
    <message>
        <source>Submit for closing without a return visit</source>
        <translation>未回访，提交结案</translation>
    </message>
    <message>
        <source>Submit for closing</source>
        <translation>提交结案</translation>
    </message>
    <message>
        <source>Approve closing</source>
        <translation>同意结案</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新调解</translation>
    </message>
    <message>
        <source>Put into the archive</source>
        <translation>归档</translation>
    </message>
</context>
<context>
    <name>MediationCase</name>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案件名称</translation>
    </message>
    <message>
        <source>Type of dispute</source>
        <translation>纠纷类型</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>案件来源</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Accepted on</source>
        <translation>受理日期</translation>
    </message>
    <message>
        <source>Mediation committee</source>
        <translation>调解委员会</translation>
    </message>
    <message>
        <source>Facts and matters in dispute</source>
        <translation>纠纷事实和争议事项</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求事项</translation>
    </message>
    <message>
        <source>Mediator</source>
        <translation>人民调解员</translation>
    </message>
    <message>
        <source>Reason given for the last step</source>
        <translation>上一步的理由</translation>
    </message>
    <message>
        <source>Supervisor&apos;s remark</source>
        <translation>主管意见</translation>
    </message>
    <message>
        <source>State of the case</source>
        <translation>案件状态</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>具体事由</translation>
    </message>
    <message>
        <source>Number of the office that passed it on</source>
        <translation>移送单位文号</translation>
    </message>
    <message>
        <source>Happened on</source>
        <translation>发生日期</translation>
    </message>
    <message>
        <source>Happened at</source>
        <translation>发生地点</translation>
    </message>
    <message>
        <source>People involved</source>
        <translation>涉及人数</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>疑难程度</translation>
    </message>
    <message>
        <source>Registered by</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>The parties want it held in public</source>
        <translation>当事人要求公开调解</translation>
    </message>
    <message>
        <source>The parties chose the mediator</source>
        <translation>当事人选择调解员</translation>
    </message>
    <message>
        <source>Rights and duties told on</source>
        <translation>告知权利义务日期</translation>
    </message>
    <message>
        <source>It may escalate</source>
        <translation>可能激化</translation>
    </message>
    <message>
        <source>Notice delivered on</source>
        <translation>通知送达日期</translation>
    </message>
    <message>
        <source>Retention period</source>
        <translation>保管期限</translation>
    </message>
    <message>
        <source>Filed by</source>
        <translation>立卷人</translation>
    </message>
    <message>
        <source>Filed on</source>
        <translation>立卷日期</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>结案日期</translation>
    </message>
    <message>
        <source>How it came out</source>
        <translation>调解结果</translation>
    </message>
    <message>
        <source>Note on the file</source>
        <translation>卷宗情况说明</translation>
    </message>
    <message>
        <source>Handed in by</source>
        <translation>移交人</translation>
    </message>
    <message>
        <source>Dispute handed in</source>
        <translation>矛盾纠纷线索</translation>
    </message>
</context>
<context>
    <name>MediationPage</name>
    <message>
        <source>The case is kept apart from everything else: only its mediators receive it.</source>
        <translation>案件与其他资料分开保存：只有本案调解员能收到。</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>调解记录</translation>
    </message>
    <message>
        <source>File of the case</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>文书归档</translation>
    </message>
    <message>
        <source>This paper is too long to be signed here: print it and sign the sheet.</source>
        <translation>这份文书太长，不能在电脑上签名：请打印后在纸上签名。</translation>
    </message>
    <message>
        <source>The case is not on this computer any more.</source>
        <translation>案件已不在这台电脑上。</translation>
    </message>
    <message>
        <source>The case has changed meanwhile: this paper cannot be signed now.</source>
        <translation>案件刚刚有变动：这份文书现在不能签名。</translation>
    </message>
    <message>
        <source>The full identity number is not kept: it is written on the paper by hand.</source>
        <translation>不保存完整证件号码：在纸上手写。</translation>
    </message>
    <message>
        <source>Rooms of the community: {rooms}</source>
        <translation>本社区调解室：{rooms}</translation>
    </message>
    <message>
        <source>One clause a line; the paper numbers them and adds each sum in capitals.</source>
        <translation>每条一行；文书会自动编号，并把金额加写成大写。</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>The agreement is in force when the last party has signed and the seal is on it.</source>
        <translation>各方签字并盖章后协议生效。</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>This computer has no print system. Save the paper as PDF instead.</source>
        <translation>本机没有打印系统，请另存为 PDF。</translation>
    </message>
    <message>
        <source>{number} is on its way to the printer.</source>
        <translation>{number} 已送打印机。</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>The PDF was saved. It is not encrypted: please keep it safe.</source>
        <translation>PDF 已保存。该文件未加密，请妥善保管。</translation>
    </message>
    <message>
        <source>This computer has no paper number left. Sync once, then print.</source>
        <translation>本机文书编号已用完。请先同步一次再打印。</translation>
    </message>
    <message>
        <source>A conflict about this case waits for a decision; then the paper can be printed.</source>
        <translation>本案有待处理的冲突，处理后方可打印文书。</translation>
    </message>
    <message>
        <source>The agreement is not approved any more.</source>
        <translation>协议已不再是通过状态。</translation>
    </message>
</context>
<context>
    <name>MediationRoom</name>
    <message>
        <source>Mediation room</source>
        <translation>调解室</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>开放时间</translation>
    </message>
    <message>
        <source>From</source>
        <translation>启用日期</translation>
    </message>
    <message>
        <source>Closed since</source>
        <translation>停用日期</translation>
    </message>
</context>
<context>
    <name>MediationSession</name>
    <message>
        <source>Mediation record</source>
        <translation>调解记录</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Date of the session</source>
        <translation>调解日期</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>到场人员</translation>
    </message>
    <message>
        <source>Rights and duties were told</source>
        <translation>已告知权利义务</translation>
    </message>
    <message>
        <source>Statements of both sides</source>
        <translation>双方陈述</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Matter</source>
        <translation>调解事项</translation>
    </message>
    <message>
        <source>Invited to take part</source>
        <translation>邀请参与人</translation>
    </message>
    <message>
        <source>Facts as they were found</source>
        <translation>查明的事实</translation>
    </message>
    <message>
        <source>The parties were told what may happen without agreement</source>
        <translation>已告知调解不成的风险</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>记录人</translation>
    </message>
</context>
<context>
    <name>MemberEvents</name>
    <message>
        <source>More about {name}</source>
        <translation>{name}的更多操作</translation>
    </message>
    <message>
        <source>Moves to another household…</source>
        <translation>搬到其他住户…</translation>
    </message>
    <message>
        <source>Moved away…</source>
        <translation>迁出…</translation>
    </message>
    <message>
        <source>Died…</source>
        <translation>去世…</translation>
    </message>
    <message>
        <source>Add a phone number…</source>
        <translation>新增电话…</translation>
    </message>
    <message>
        <source>Hand in the identity number…</source>
        <translation>登记身份证件号码…</translation>
    </message>
    <message>
        <source>Correct the identity number…</source>
        <translation>更正证件号码…</translation>
    </message>
    <message>
        <source>Care, consent, mutual aid…</source>
        <translation>关爱、同意、邻里互助…</translation>
    </message>
    <message>
        <source>Remove: was entered by mistake…</source>
        <translation>移除：误登记…</translation>
    </message>
    <message>
        <source>Came back…</source>
        <translation>搬回…</translation>
    </message>
    <message>
        <source>Is anyone in danger? Report it…</source>
        <translation>有人处于危险中？立即上报…</translation>
    </message>
    <message>
        <source>Hand in a dispute to the mediators…</source>
        <translation>移交矛盾纠纷给调解员…</translation>
    </message>
    <message>
        <source>People move, the household splits or joins another…</source>
        <translation>成员搬迁、分户或并户…</translation>
    </message>
    <message>
        <source>{name} died</source>
        <translation>{name}去世</translation>
    </message>
    <message>
        <source>The record and its history stay.</source>
        <translation>记录和历史都会保留。</translation>
    </message>
    <message>
        <source>{name}: the day of death is noted.</source>
        <translation>{name}：已登记去世日期。</translation>
    </message>
    <message>
        <source>To a place outside of this community. The record and its history stay.</source>
        <translation>迁往本社区以外。记录和历史都会保留。</translation>
    </message>
    <message>
        <source>{name} moved away</source>
        <translation>{name}迁出</translation>
    </message>
    <message>
        <source>The household moves to another grid or community…</source>
        <translation>整户转到其他网格或社区…</translation>
    </message>
    <message>
        <source>{name}: the move is noted.</source>
        <translation>{name}：已登记迁出。</translation>
    </message>
    <message>
        <source>Nothing was saved: the record has changed meanwhile.</source>
        <translation>没有保存：这条记录在此期间有变动。</translation>
    </message>
    <message>
        <source>Remove {name} from this household?</source>
        <translation>把{name}从这一户移除？</translation>
    </message>
    <message>
        <source>For somebody who moved away or died, choose that instead: then the history stays complete.</source>
        <translation>如果是迁出或去世，请改选那一项，历史才完整。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>{name} was removed.</source>
        <translation>已移除{name}。</translation>
    </message>
    <message>
        <source>The phone number was removed.</source>
        <translation>已移除这个电话。</translation>
    </message>
</context>
<context>
    <name>MembersSection</name>
    <message numerus="yes">
        <source>Members: %n</source>
        <translation>
            <numerusform>家庭成员：%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add a resident</source>
        <translation>新增居民(&amp;A)</translation>
    </message>
    <message>
        <source>Nobody is registered here yet.</source>
        <translation>这里还没有登记居民。</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>修改{name}</translation>
    </message>
    <message>
        <source>This household has more than one head. Please choose one.</source>
        <translation>这一户有不止一个户主，请确定一个。</translation>
    </message>
    <message>
        <source>More about {name}</source>
        <translation>{name}的更多操作</translation>
    </message>
    <message>
        <source>here since {day}</source>
        <translation>{day} 入住</translation>
    </message>
    <message>
        <source>moved out {day}</source>
        <translation>{day} 迁出</translation>
    </message>
    <message>
        <source>came from another community: {place}</source>
        <translation>从其他社区转来：{place}</translation>
    </message>
    <message>
        <source>died in {year}</source>
        <translation>{year} 年去世</translation>
    </message>
    <message>
        <source>Edit a phone number of {name}</source>
        <translation>修改{name}的电话</translation>
    </message>
    <message>
        <source>Remove a phone number of {name}</source>
        <translation>移除{name}的电话</translation>
    </message>
    <message>
        <source>head</source>
        <translation>户主</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n岁</numerusform>
        </translation>
    </message>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
</context>
<context>
    <name>Membership</name>
    <message>
        <source>Former stay</source>
        <translation>曾住记录</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Relation to the head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Here since</source>
        <translation>入住日期</translation>
    </message>
    <message>
        <source>Moved out on</source>
        <translation>迁出日期</translation>
    </message>
</context>
<context>
    <name>Mended</name>
    <message>
        <source>full-width characters</source>
        <translation>全角字符</translation>
    </message>
    <message>
        <source>spaces</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>invisible characters</source>
        <translation>不可见字符</translation>
    </message>
    <message>
        <source>look-alike characters</source>
        <translation>形近字符</translation>
    </message>
    <message>
        <source>accents</source>
        <translation>重音符号</translation>
    </message>
    <message>
        <source>separators</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>country code</source>
        <translation>国家代码</translation>
    </message>
    <message>
        <source>a word for &quot;nothing&quot;</source>
        <translation>表示“无”的字样</translation>
    </message>
    <message>
        <source>lower-case x</source>
        <translation>小写 x</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>小写字母</translation>
    </message>
    <message>
        <source>15-digit identity number</source>
        <translation>15 位证件号码</translation>
    </message>
    <message>
        <source>the dot in a name</source>
        <translation>姓名中的间隔点</translation>
    </message>
    <message>
        <source>way of writing the date</source>
        <translation>日期写法</translation>
    </message>
    <message>
        <source>spreadsheet&apos;s day number</source>
        <translation>表格的日期序号</translation>
    </message>
    <message>
        <source>time of day left out</source>
        <translation>去掉时刻</translation>
    </message>
    <message>
        <source>number written as text</source>
        <translation>以文字书写的数字</translation>
    </message>
</context>
<context>
    <name>MergedCard</name>
    <message>
        <source>Two records became one: {name}</source>
        <translation>两条记录已合并：{name}</translation>
    </message>
    <message>
        <source>The other record said, and this one says otherwise:</source>
        <translation>另一条记录中与本条不同的内容：</translation>
    </message>
    <message>
        <source>The other record said nothing that this one does not say.</source>
        <translation>另一条记录没有与本条不同的内容。</translation>
    </message>
    <message>
        <source>is to be undone</source>
        <translation>等待撤销</translation>
    </message>
    <message>
        <source>&amp;Open the record that was kept</source>
        <translation>打开保留的记录(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Propose to undo the merge</source>
        <translation>建议撤销合并(&amp;P)</translation>
    </message>
</context>
<context>
    <name>MovePanel</name>
    <message>
        <source>Move people</source>
        <translation>成员搬迁</translation>
    </message>
    <message>
        <source>A new household at this door</source>
        <translation>在本户地址另立新户</translation>
    </message>
    <message>
        <source>Back into this household</source>
        <translation>搬回本户</translation>
    </message>
    <message>
        <source>Saved on this computer; it will be sent.</source>
        <translation>已保存在本机，稍后发送。</translation>
    </message>
    <message>
        <source>Please choose who moves.</source>
        <translation>请选择谁搬。</translation>
    </message>
    <message>
        <source>Please choose where to.</source>
        <translation>请选择搬到哪里。</translation>
    </message>
    <message>
        <source>Somebody of them is no longer on this computer. Nothing was moved.</source>
        <translation>其中有人已不在本机，没有做任何变动。</translation>
    </message>
    <message>
        <source>Nothing was moved yet. Please look at what is marked.</source>
        <translation>还没有变动，请查看标出的地方。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Who moves</source>
        <translation>谁搬</translation>
    </message>
    <message>
        <source>Relation to the head there</source>
        <translation>与那边户主的关系</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>搬到</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Nobody stays behind: the household is given up on that day, and stays in the history.</source>
        <translation>没有人留下：这一户从当天起撤户，历史仍保留。</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>楼栋图</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Key populations</source>
        <translation>重点人群</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>关爱</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>场所</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Mediation</source>
        <translation>矛盾调解</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Left-behind work</source>
        <translation>遗留工作</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>History</source>
        <translation>变更记录</translation>
    </message>
    <message>
        <source>Exported lists</source>
        <translation>导出记录</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>Enter a tour</source>
        <translation>录入路线单</translation>
    </message>
    <message>
        <source>Ledgers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Diary</source>
        <translation>民情日记</translation>
    </message>
    <message>
        <source>Diaries of others</source>
        <translation>他人日记</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项与代班</translation>
    </message>
    <message>
        <source>Advisers</source>
        <translation>调解名录</translation>
    </message>
    <message>
        <source>Danger</source>
        <translation>危险情况</translation>
    </message>
    <message>
        <source>Disputes handed in</source>
        <translation>线索移交</translation>
    </message>
    <message>
        <source>Disputes received</source>
        <translation>收到的线索</translation>
    </message>
    <message>
        <source>Dispute figures</source>
        <translation>调解统计</translation>
    </message>
    <message>
        <source>My proposals</source>
        <translation>我的提议</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>网格活动</translation>
    </message>
    <message>
        <source>Patrols</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Funded projects</source>
        <translation>资助项目</translation>
    </message>
</context>
<context>
    <name>NewBuildingDialog</name>
    <message>
        <source>Its doors are made with it; who lives behind them is entered at the door.</source>
        <translation>各户随楼栋一并建立，住户入户时再录入。</translation>
    </message>
    <message>
        <source>New building</source>
        <translation>新增楼栋</translation>
    </message>
    <message>
        <source>Please choose a grid.</source>
        <translation>请选择网格。</translation>
    </message>
    <message>
        <source>{count} doors: {first} to {last}</source>
        <translation>共{count}户：{first}至{last}</translation>
    </message>
    <message>
        <source>No doors yet</source>
        <translation>尚无房号</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>A colleague answered this dispute first</source>
        <translation>该移交线索已由同事先行处理</translation>
    </message>
    <message>
        <source>Two cases may be about one matter now. Speak with the colleague. End this one with “{step}” if the other one goes on; what is in it is kept.</source>
        <translation>同一纠纷现在可能有两个案件。请与同事沟通；如由对方案件继续办理，本案请选择“{step}”，已录入的内容会保留。</translation>
    </message>
    <message>
        <source>First: {what}</source>
        <translation>先：{what}</translation>
    </message>
    <message>
        <source>Nothing is asked of you in this case now.</source>
        <translation>本案现在没有需要您办的事。</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>Quick notes</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>&amp;New note (Ctrl+N)</source>
        <translation>新便签(Ctrl+N)(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>To the &amp;mediators…</source>
        <translation>移交调解员(&amp;M)…</translation>
    </message>
    <message>
        <source>Hand in a dispute, this note or another one</source>
        <translation>移交矛盾纠纷：本条便签或另写一条</translation>
    </message>
    <message>
        <source>Make it a &amp;visit</source>
        <translation>转为走访(&amp;V)</translation>
    </message>
    <message>
        <source>No note waits.</source>
        <translation>没有待办便签。</translation>
    </message>
    <message>
        <source>Ctrl+N catches a line anywhere in the program; it stays with you.</source>
        <translation>在任何页面按 Ctrl+N 记一句话，只有您自己看得到。</translation>
    </message>
    <message>
        <source>Ticked off.</source>
        <translation>已勾销。</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n 条待办</numerusform>
        </translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>记于</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>安全</translation>
    </message>
</context>
<context>
    <name>OfferLine</name>
    <message>
        <source>See the household</source>
        <translation>查看住户</translation>
    </message>
    <message>
        <source>Decl&amp;ine…</source>
        <translation>不接手(&amp;I)…</translation>
    </message>
    <message>
        <source>Decline…</source>
        <translation>不接手…</translation>
    </message>
    <message>
        <source>Decline the visit to {name}</source>
        <translation>不接手对 {name} 的走访</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>接手(&amp;A)</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Accept the visit to {name}</source>
        <translation>接手对 {name} 的走访</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>不接手的理由</translation>
    </message>
    <message>
        <source>Why not? Your colleague reads it.</source>
        <translation>请写明理由，同事会看到</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>不接手</translation>
    </message>
</context>
<context>
    <name>OffersCard</name>
    <message numerus="yes">
        <source>Offered to you by colleagues: %n visit(s)</source>
        <translation>
            <numerusform>同事请您接手的走访：%n 户次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more after these</source>
        <translation>
            <numerusform>其后还有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeField</name>
    <message>
        <source>1 Met</source>
        <translation>1 见到</translation>
    </message>
    <message>
        <source>2 Nobody</source>
        <translation>2 未遇</translation>
    </message>
    <message>
        <source>3 Declined</source>
        <translation>3 婉拒</translation>
    </message>
</context>
<context>
    <name>OwnProposals</name>
    <message>
        <source>Goes to another place</source>
        <translation>转往其他网格或社区</translation>
    </message>
</context>
<context>
    <name>OwnProposalsPage</name>
    <message>
        <source>My proposals</source>
        <translation>我的提议</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>撤回…(&amp;W)</translation>
    </message>
    <message>
        <source>You proposed nothing that a second person decides.</source>
        <translation>您没有需要他人审批的提议。</translation>
    </message>
    <message>
        <source>Merges, erasures, requests and lists of many people wait here until somebody answers.</source>
        <translation>合并、永久清除、当事人申请和多人名单，在有人答复之前列在这里。</translation>
    </message>
    <message>
        <source>Withdrawn on this computer; it will be sent.</source>
        <translation>已在本机撤回，联网后上报。</translation>
    </message>
    <message>
        <source>It was decided meanwhile, or is still on its way: nothing was withdrawn.</source>
        <translation>此事刚刚已有人决定，或尚未上报：没有撤回。</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 项待审批</numerusform>
        </translation>
    </message>
    <message>
        <source>Since</source>
        <translation>提出时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{state}, not sent yet</source>
        <translation>{state}，尚未上报</translation>
    </message>
    <message>
        <source>Waits for a second person</source>
        <translation>等待他人审批</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Saved; the building goes to its new grid with the next sync.</source>
        <translation>已保存；下次同步后这栋楼划入新网格。</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>Keep this one ({key})</source>
        <translation>保留这一条（{key}）</translation>
    </message>
    <message>
        <source>Keep {name} ({key})</source>
        <translation>保留 {name}（{key}）</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>One record of both</source>
        <translation>合并后的记录</translation>
    </message>
    <message>
        <source>≠ {field}</source>
        <translation>≠ {field}</translation>
    </message>
    <message>
        <source>{field}: differs</source>
        <translation>{field}：不一致</translation>
    </message>
    <message>
        <source>Two &amp;different ones (D)</source>
        <translation>并非重复(&amp;D)</translation>
    </message>
    <message>
        <source>A merge of the two is proposed already. A supervisor who did not propose it decides under Review; until then both stay as they are.</source>
        <translation>已有人提出合并这两条记录。由未提出该申请的主管在“审核”中决定；在此之前两条都保持不变。</translation>
    </message>
    <message>
        <source>&amp;Reveal for 30 seconds (R)</source>
        <translation>显示 30 秒(&amp;R)</translation>
    </message>
    <message>
        <source>Propose to &amp;merge them (M)</source>
        <translation>提出合并(&amp;M)</translation>
    </message>
    <message>
        <source>It can be undone later, on the page of conflicts.</source>
        <translation>以后可在“冲突”页面撤销合并。</translation>
    </message>
</context>
<context>
    <name>PairsSection</name>
    <message>
        <source>Mutual aid</source>
        <translation>邻里互助</translation>
    </message>
    <message>
        <source>&amp;Add a neighbour who helps</source>
        <translation>添加结对邻居(&amp;A)</translation>
    </message>
    <message>
        <source>No neighbour helps by agreement.</source>
        <translation>没有结对互助的邻居。</translation>
    </message>
    <message>
        <source>{name} helps</source>
        <translation>{name} 帮助</translation>
    </message>
    <message>
        <source>helps {name}</source>
        <translation>帮助 {name}</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>结束(&amp;E)</translation>
    </message>
    <message>
        <source>End the help of {name}</source>
        <translation>结束与{name}的结对</translation>
    </message>
    <message>
        <source>Edit the help of {name}</source>
        <translation>修改与{name}的结对</translation>
    </message>
</context>
<context>
    <name>PaperButton</name>
    <message>
        <source>This computer has no print system. Save the paper as PDF instead.</source>
        <translation>本机没有打印系统，请另存为 PDF。</translation>
    </message>
    <message>
        <source>{paper}: on its way to the printer.</source>
        <translation>{paper}：已送往打印机。</translation>
    </message>
    <message>
        <source>The PDF was saved. It is not encrypted: please keep it safe.</source>
        <translation>PDF 已保存。文件未加密，请妥善保管。</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>存为 PDF(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Save as PDF</source>
        <translation>另存为 PDF</translation>
    </message>
    <message>
        <source>Save as JSON</source>
        <translation>存为 JSON</translation>
    </message>
</context>
<context>
    <name>PapersCard</name>
    <message>
        <source>The whole file</source>
        <translation>整卷</translation>
    </message>
    <message>
        <source>A conflict waits for a decision; after that the papers can be printed.</source>
        <translation>有冲突待决定，决定后才能打印文书。</translation>
    </message>
    <message>
        <source>The file still lacks: {papers}</source>
        <translation>案卷还缺：{papers}</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>签名…</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>Signatures: {paper}</source>
        <translation>签名：{paper}</translation>
    </message>
    <message>
        <source>Sign on this &amp;computer…</source>
        <translation>在这台电脑上签名(&amp;C)…</translation>
    </message>
    <message>
        <source>It was signed on the &amp;sheet…</source>
        <translation>已在纸上签名(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Open what was signed on {day}</source>
        <translation>打开{day}签署的文书(&amp;O)</translation>
    </message>
    <message>
        <source>As it stands now</source>
        <translation>当前内容</translation>
    </message>
    <message>
        <source>As it was signed on {day}</source>
        <translation>{day}签署时的内容</translation>
    </message>
    <message>
        <source>A signature has not arrived on this computer yet. Sync, then print the paper again.</source>
        <translation>有一个签名还没有传到这台电脑。请同步后再打印。</translation>
    </message>
    <message>
        <source>changed since it was signed on {day}</source>
        <translation>{day}签署后内容有变</translation>
    </message>
    <message>
        <source>signed on {day}</source>
        <translation>{day}签署</translation>
    </message>
    <message>
        <source>The case has changed meanwhile: a conflict waits, or the paper is not in the file.</source>
        <translation>案件刚有变化：有冲突待决定，或该文书已不在卷内。</translation>
    </message>
</context>
<context>
    <name>ParkedAnswer</name>
    <message>
        <source>Answer about left-behind work</source>
        <translation>遗留工作的答复</translation>
    </message>
    <message>
        <source>Copy on the device</source>
        <translation>设备上的副本</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录类别</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>决定时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>ParkedEdit</name>
    <message>
        <source>Left-behind work</source>
        <translation>遗留工作</translation>
    </message>
    <message>
        <source>Copy on the device</source>
        <translation>设备上的副本</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>提交人</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Why it was not applied</source>
        <translation>未生效原因</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录类别</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PartiesCard</name>
    <message>
        <source>Add an &amp;applicant</source>
        <translation>添加申请人(&amp;A)</translation>
    </message>
    <message>
        <source>Add a re&amp;spondent</source>
        <translation>添加被申请人(&amp;S)</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Nobody is named yet.</source>
        <translation>还没有登记当事人。</translation>
    </message>
</context>
<context>
    <name>Party</name>
    <message>
        <source>Party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>出生年份</translation>
    </message>
    <message>
        <source>Last four characters of the identity number</source>
        <translation>证件号码后四位</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Kind of party</source>
        <translation>当事人类别</translation>
    </message>
    <message>
        <source>Occupation or post</source>
        <translation>职业或职务</translation>
    </message>
    <message>
        <source>Spoken for by</source>
        <translation>代表人</translation>
    </message>
    <message>
        <source>Refused mediation on</source>
        <translation>拒绝调解日期</translation>
    </message>
    <message>
        <source>Speaks for the party as</source>
        <translation>代表身份</translation>
    </message>
    <message>
        <source>Refuses as mediator</source>
        <translation>拒绝的调解员</translation>
    </message>
</context>
<context>
    <name>PartyDialog</name>
    <message>
        <source>Name, pinyin or initials, address, phone</source>
        <translation>姓名、拼音或首字母、地址、电话</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Not in the registry: &amp;type it in</source>
        <translation>不在居民台账中，手工填写(&amp;T)</translation>
    </message>
    <message>
        <source>The case keeps a copy. Nothing in the registry tells that somebody has a case.</source>
        <translation>案件中只保留一份副本；居民台账中看不出某人有调解案件。</translation>
    </message>
    <message>
        <source>Who is the party?</source>
        <translation>当事人是谁？</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>复制到案件(&amp;O)</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>This is too short. Please use at least 8 characters.</source>
        <translation>太短了，至少 8 个字符。</translation>
    </message>
    <message>
        <source>Many people use this one. Please choose another.</source>
        <translation>这个口令太常见，请换一个。</translation>
    </message>
    <message>
        <source>This is easily guessed. Please add a few words.</source>
        <translation>容易被猜到，请再加几个词。</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Is it still you?</source>
        <translation>请再次确认身份</translation>
    </message>
    <message>
        <source>Personal data is about to leave this computer in a file that anybody can open. Please type the passphrase with which you unlock it.</source>
        <translation>个人信息即将以任何人都能打开的文件形式离开本机。请输入解锁本机所用的口令。</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在核对……</translation>
    </message>
</context>
<context>
    <name>Patrol</name>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Patrol plan</source>
        <translation>巡查计划</translation>
    </message>
    <message>
        <source>Begun at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
</context>
<context>
    <name>PatrolCheck</name>
    <message>
        <source>Checked point</source>
        <translation>点位检查</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>What, and where</source>
        <translation>内容和位置</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现情况</translation>
    </message>
</context>
<context>
    <name>PatrolPlan</name>
    <message>
        <source>Patrol plan</source>
        <translation>巡查计划</translation>
    </message>
    <message>
        <source>What is looked after</source>
        <translation>巡查内容</translation>
    </message>
    <message>
        <source>About places and things, not about people</source>
        <translation>只写场所和设施，不写人</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>频次</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>What to mind</source>
        <translation>注意事项</translation>
    </message>
</context>
<context>
    <name>PatrolPoint</name>
    <message>
        <source>Point of a patrol</source>
        <translation>巡查点位</translation>
    </message>
    <message>
        <source>Patrol plan</source>
        <translation>巡查计划</translation>
    </message>
    <message>
        <source>What, and where</source>
        <translation>内容和位置</translation>
    </message>
    <message>
        <source>Facility</source>
        <translation>场所设施</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Place in the order</source>
        <translation>顺序</translation>
    </message>
</context>
<context>
    <name>PatrolWords</name>
    <message>
        <source>Disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>巡查进行中</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>When needed</source>
        <translation>按需</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>未到时间</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今天该巡查</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待巡查</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>已记录</translation>
    </message>
</context>
<context>
    <name>PatrolsNotice</name>
    <message>
        <source>Patrol under way: {what}</source>
        <translation>巡查进行中：{what}</translation>
    </message>
    <message>
        <source>Waits to be patrolled: {what}</source>
        <translation>等待巡查：{what}</translation>
    </message>
    <message>
        <source>Go on with the &amp;patrol</source>
        <translation>继续巡查(&amp;P)</translation>
    </message>
    <message>
        <source>See the &amp;patrol</source>
        <translation>去看巡查(&amp;P)</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatrolsPage</name>
    <message>
        <source>Points are added when the plan is saved.</source>
        <translation>保存计划后再添加点位。</translation>
    </message>
    <message>
        <source>New patrol plan</source>
        <translation>新建巡查计划</translation>
    </message>
    <message>
        <source>Change the patrol plan</source>
        <translation>修改巡查计划</translation>
    </message>
    <message>
        <source>This plan is not here any more, or is of another grid.</source>
        <translation>这个计划已不在本机，或属于其他网格。</translation>
    </message>
    <message>
        <source>Note a walk afterwards</source>
        <translation>补记一次巡查</translation>
    </message>
    <message>
        <source>After the times come the points. Who walks past midnight notes the first day.</source>
        <translation>先填时间，再逐点补记。跨过午夜的，填开始的那一天。</translation>
    </message>
    <message>
        <source>A walk that nobody ended goes on: say when it was over.</source>
        <translation>没有按“结束”的巡查会一直算在进行：请填写结束的时间。</translation>
    </message>
    <message>
        <source>Begin and end</source>
        <translation>开始和结束时间</translation>
    </message>
    <message>
        <source>The walk is removed.</source>
        <translation>这次巡查已删除。</translation>
    </message>
    <message>
        <source>The patrol plan is removed.</source>
        <translation>巡查计划已删除。</translation>
    </message>
    <message>
        <source>The walk is ended and noted.</source>
        <translation>巡查已结束，记录已保存。</translation>
    </message>
</context>
<context>
    <name>PerformanceItem</name>
    <message>
        <source>What is to be done</source>
        <translation>履行内容</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>To be done by</source>
        <translation>履行人</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>履行期限</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>履行日期</translation>
    </message>
    <message>
        <source>Receipt or other proof</source>
        <translation>收条或其他凭证</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>PersonFile</name>
    <message>
        <source>What is held about you</source>
        <translation>个人信息查阅单</translation>
    </message>
    <message>
        <source>This is all that lies on this computer. The number of an identity document is kept on the server alone and is told there on request. You may have anything here corrected or erased.</source>
        <translation>以上是这台电脑上保存的全部内容。证件号码只保存在服务器上，可向社区申请查阅。您可以要求更正或删除其中任何内容。</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>H&amp;ousehold</source>
        <translation>住户(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;File of this person…</source>
        <translation>个人信息(&amp;F)…</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>The care is being read.</source>
        <translation>正在读取。</translation>
    </message>
    <message>
        <source>This person is not on this computer.</source>
        <translation>此人不在这台电脑上。</translation>
    </message>
    <message>
        <source>The person may have moved to another grid. Ctrl+K finds what is here.</source>
        <translation>可能已转到别的网格。按 Ctrl+K 可查找本机内容。</translation>
    </message>
    <message>
        <source>Taken down; a supervisor answers it.</source>
        <translation>已登记，由主管答复。</translation>
    </message>
    <message>
        <source>Withdraw the consent of {name}?</source>
        <translation>撤回{name}的同意？</translation>
    </message>
    <message>
        <source>Visits that rest on it end today. Nothing is deleted: the plan, this answer and former visits can still be read.</source>
        <translation>以此为依据的走访今天起停止。不删除任何内容：计划、此答复和以往走访仍可查阅。</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
    <message>
        <source>Withdrawn. Visits have ended; it will be sent.</source>
        <translation>已撤回，走访已停止；将发送。</translation>
    </message>
    <message>
        <source>The help has ended.</source>
        <translation>结对已结束。</translation>
    </message>
    <message>
        <source>This computer has no print system. Save the sheet as PDF instead.</source>
        <translation>这台电脑没有打印系统，请把同意书存为 PDF。</translation>
    </message>
    <message>
        <source>The consent sheet is on its way to the printer.</source>
        <translation>同意书已送往打印机。</translation>
    </message>
    <message>
        <source>The PDF was saved. It is not encrypted: please keep it safe.</source>
        <translation>PDF 已保存。文件没有加密，请妥善保管。</translation>
    </message>
    <message>
        <source>Consent sheet</source>
        <translation>同意书</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>存为 PDF(&amp;D)…</translation>
    </message>
    <message>
        <source>File of a person</source>
        <translation>个人信息查阅单</translation>
    </message>
    <message>
        <source>The file was saved. It is not encrypted: please keep it safe.</source>
        <translation>文件已保存，没有加密，请妥善保管。</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) old</source>
        <translation>
            <numerusform>%n 岁</numerusform>
        </translation>
    </message>
    <message>
        <source>last contact {day}</source>
        <translation>上次联系 {day}</translation>
    </message>
</context>
<context>
    <name>PhoneNumber</name>
    <message>
        <source>Further phone</source>
        <translation>其他电话</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Kind of phone</source>
        <translation>电话类型</translation>
    </message>
    <message>
        <source>Whose phone</source>
        <translation>机主</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>PhotoConsent</name>
    <message>
        <source>What does this photo show?</source>
        <translation>这张照片拍的是什么？</translation>
    </message>
    <message>
        <source>A &amp;paper, a corridor or another place outside of homes</source>
        <translation>纸质材料、楼道，或住户家以外的其他地方(&amp;P)</translation>
    </message>
    <message>
        <source>The &amp;inside of a home</source>
        <translation>居民家中(&amp;I)</translation>
    </message>
    <message>
        <source>The residents have &amp;explicitly agreed to this photo</source>
        <translation>居民已明确同意拍摄这张照片(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Keep the photo</source>
        <translation>保留照片(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Without explicit consent nobody may photograph the private space of a home (Civil Code, article 1033). Most visits need no photo.</source>
        <translation>未经明确同意，任何人不得拍摄他人住宅的私密空间（《民法典》第一千零三十三条）。多数走访不需要照片。</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>PlaceChips</name>
    <message>
        <source>Which households</source>
        <translation>显示哪些住户</translation>
    </message>
    <message>
        <source>Another household…</source>
        <translation>其他住户…</translation>
    </message>
    <message>
        <source>{given} of {places} places given</source>
        <translation>已给 {given} / {places} 个名额</translation>
    </message>
    <message>
        <source>{given} places given in your grids, {places} in all</source>
        <translation>本网格已给 {given} 个，共 {places} 个名额</translation>
    </message>
    <message>
        <source>{count} more proposed</source>
        <translation>推荐 {count} 户</translation>
    </message>
    <message>
        <source>{count} handed over</source>
        <translation>已发放 {count} 户</translation>
    </message>
    <message>
        <source>{count} found no place</source>
        <translation>{count} 户未得名额</translation>
    </message>
</context>
<context>
    <name>PlaceRows</name>
    <message>
        <source>Divisions, grids and buildings</source>
        <translation>区划、网格和楼栋</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Visits in {year}</source>
        <translation>{year}年走访</translation>
    </message>
    <message>
        <source>Former, until {day}</source>
        <translation>已撤销，截至{day}</translation>
    </message>
    <message>
        <source>buildings were left here</source>
        <translation>仍有楼栋未划出</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>{day}启用</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>网格过大</translation>
    </message>
    <message>
        <source>On its way to another grid</source>
        <translation>正在划转</translation>
    </message>
    <message>
        <source>Since {day}; before in {grid}</source>
        <translation>{day}划入，原属{grid}</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>They are being read.</source>
        <translation>正在读取。</translation>
    </message>
    <message>
        <source>Name, code or building</source>
        <translation>名称、编码或楼栋</translation>
    </message>
    <message>
        <source>As on</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Shows the grids, and who lived there, as on an earlier day.</source>
        <translation>按以往某日显示当时的网格和住户人数。</translation>
    </message>
    <message>
        <source>&amp;Merge…</source>
        <translation>合并(&amp;M)…</translation>
    </message>
    <message>
        <source>S&amp;plit…</source>
        <translation>拆分(&amp;P)…</translation>
    </message>
    <message>
        <source>New &amp;building…</source>
        <translation>新增楼栋(&amp;B)…</translation>
    </message>
    <message>
        <source>The plan was taken back; nothing will change.</source>
        <translation>计划已撤回，网格不作调整。</translation>
    </message>
    <message>
        <source>Saved on this computer; it will be sent.</source>
        <translation>已保存在本机，将自动发送。</translation>
    </message>
    <message numerus="yes">
        <source>%n grid(s)</source>
        <translation>
            <numerusform>%n个网格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n too large</source>
        <translation>
            <numerusform>%n个规模过大</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n former</source>
        <translation>
            <numerusform>%n个已撤销</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSection</name>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>&amp;Begin a care plan</source>
        <translation>开始关爱计划(&amp;B)</translation>
    </message>
    <message>
        <source>There is no care plan for this person.</source>
        <translation>此人没有关爱计划。</translation>
    </message>
    <message>
        <source>Edit the &amp;plan</source>
        <translation>修改计划(&amp;P)</translation>
    </message>
    <message>
        <source>Edit an earlier plan</source>
        <translation>编辑以前的计划</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>Patrol plan</source>
        <translation>巡查计划</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>修改(&amp;C)</translation>
    </message>
    <message>
        <source>Note one a&amp;fterwards</source>
        <translation>补记(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>开始巡查(&amp;B)</translation>
    </message>
    <message>
        <source>No walk is noted yet.</source>
        <translation>还没有巡查记录。</translation>
    </message>
    <message>
        <source>Begin takes the time by itself. Where you are is kept nowhere.</source>
        <translation>按“开始巡查”自动记下时间；您走到哪里，哪儿都不记。</translation>
    </message>
    <message>
        <source>Walks</source>
        <translation>巡查记录</translation>
    </message>
    <message>
        <source>next on {day}</source>
        <translation>下次 {day}</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续巡查(&amp;G)</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>已查点位</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>PlannedList</name>
    <message>
        <source>Planned</source>
        <translation>计划中的调整</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>From {day}: {grid} is merged into {to}</source>
        <translation>自 {day} 起：{grid}并入{to}</translation>
    </message>
    <message>
        <source>From {day}: {grid} is split; what leaves it becomes {to}</source>
        <translation>自 {day} 起：从{grid}拆分出{to}</translation>
    </message>
    <message>
        <source>From {day}: buildings of {grid} go to {to}</source>
        <translation>自 {day} 起：{grid}的部分楼栋划入{to}</translation>
    </message>
    <message>
        <source>The rules have changed since.</source>
        <translation>计划后规则已变更。</translation>
    </message>
    <message>
        <source>It was not done. {why}</source>
        <translation>未能执行。{why}</translation>
    </message>
    <message numerus="yes">
        <source>%n building(s)</source>
        <translation>
            <numerusform>%n 栋楼</numerusform>
        </translation>
    </message>
    <message>
        <source>the workers go along</source>
        <translation>现有人员继续负责</translation>
    </message>
    <message>
        <source>the workers do not go along</source>
        <translation>现有人员不再负责</translation>
    </message>
</context>
<context>
    <name>PlanningPage</name>
    <message>
        <source>Campaigns and stand-ins</source>
        <translation>专项走访与代班</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>撤销(&amp;T)</translation>
    </message>
    <message>
        <source>New &amp;stand-in</source>
        <translation>安排代班(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;New campaign</source>
        <translation>发起专项走访(&amp;N)</translation>
    </message>
    <message>
        <source>Nothing is planned beyond the care plans.</source>
        <translation>除关爱计划外没有其他安排。</translation>
    </message>
    <message>
        <source>A campaign adds a visit to each household that it fits: in the heat, in the cold, for a festival. A stand-in lets the workers of one grid make the visits of another one.</source>
        <translation>专项走访会给每个符合条件的住户加一次走访：高温、寒潮、节日。代班是由一个网格的网格员代走另一个网格。</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>发起专项走访</translation>
    </message>
    <message>
        <source>It goes to people with a care plan whose level and needs fit; with an age alone, to everybody who has reached it. Who refused visits is left in peace.</source>
        <translation>对象是等级和需要都符合的关爱计划居民；只填年龄时，对象是所有年满该岁数的居民。不愿被走访的不会打扰。</translation>
    </message>
    <message>
        <source>A stand-in takes two grids that you supervise.</source>
        <translation>代班需要两个由您主管的网格。</translation>
    </message>
    <message>
        <source>New stand-in</source>
        <translation>安排代班</translation>
    </message>
    <message>
        <source>Change the campaign</source>
        <translation>修改专项走访</translation>
    </message>
    <message>
        <source>Only the last day can be moved, so that nothing that was recorded is lost. For other grids or another first day, take this one back and arrange a new one.</source>
        <translation>只能调整截止日期，以免已记录的内容丢失。要换网格或起始日期，请撤销本次代班，重新安排。</translation>
    </message>
    <message>
        <source>Taken back; visits that were made stay.</source>
        <translation>已撤销；已做的走访保留。</translation>
    </message>
    <message>
        <source>From the first day to the last the workers of the second grid see the first one and make its visits. It ends by itself; what they recorded stays.</source>
        <translation>从起始日期到截止日期，代班网格的网格员可以看到并走访该网格。到期自动结束，已做的记录保留。</translation>
    </message>
    <message>
        <source>Move the end of the stand-in</source>
        <translation>调整代班截止日期</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>{day}起</translation>
    </message>
    <message>
        <source>This is changed by who supervises both of these grids.</source>
        <translation>须由同时主管这两个网格的人修改。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Households reached</source>
        <translation>已走访户数</translation>
    </message>
    <message>
        <source>Disputed</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>{by} stands in for {grid}</source>
        <translation>{by}代班{grid}</translation>
    </message>
    <message>
        <source>{age} and older</source>
        <translation>{age} 岁及以上</translation>
    </message>
    <message>
        <source>Everybody with a care plan</source>
        <translation>所有有关爱计划的居民</translation>
    </message>
    <message>
        <source>{reached} of {all}</source>
        <translation>{reached} / {all}</translation>
    </message>
</context>
<context>
    <name>PlansList</name>
    <message>
        <source>Patrols</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>&amp;New plan</source>
        <translation>新建计划(&amp;N)</translation>
    </message>
    <message>
        <source>No patrol is planned yet.</source>
        <translation>还没有巡查计划。</translation>
    </message>
    <message>
        <source>A plan says what is looked after, when and how, and at which points a walk comes past.</source>
        <translation>计划写明巡查的内容、时间、方式，以及要经过的点位。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What is looked after</source>
        <translation>巡查内容</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点位</translation>
    </message>
    <message>
        <source>Next due</source>
        <translation>下次巡查</translation>
    </message>
    <message>
        <source>Last walk</source>
        <translation>上次巡查</translation>
    </message>
</context>
<context>
    <name>PlansSection</name>
    <message>
        <source>Care plans</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Care of {name}</source>
        <translation>{name}的关爱</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message numerus="yes">
        <source>waiting for %n day(s)</source>
        <translation>
            <numerusform>已等 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>%n 天后</numerusform>
        </translation>
    </message>
    <message>
        <source>Review on {day}</source>
        <translation>{day} 复核</translation>
    </message>
</context>
<context>
    <name>PointsCard</name>
    <message>
        <source>No point yet. Type below what to look at and where; Enter adds it.</source>
        <translation>还没有点位。在下面输入要看什么、在哪里，按回车添加。</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Change the words (F2)</source>
        <translation>改名（F2）</translation>
    </message>
    <message>
        <source>Take out (Delete)</source>
        <translation>移出计划（Delete）</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>This point was taken out meanwhile.</source>
        <translation>这个点位已被移出计划。</translation>
    </message>
    <message>
        <source>The point is taken out.</source>
        <translation>点位已移出计划。</translation>
    </message>
    <message>
        <source>Ch&amp;ange</source>
        <translation>改好(&amp;A)</translation>
    </message>
    <message>
        <source>What, and where</source>
        <translation>看什么，在哪里</translation>
    </message>
    <message>
        <source>Facility or building</source>
        <translation>场所或楼栋</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点位</translation>
    </message>
</context>
<context>
    <name>PointsList</name>
    <message>
        <source>Points</source>
        <translation>点位</translation>
    </message>
</context>
<context>
    <name>PowerOfAttorney</name>
    <message>
        <source>Power of attorney</source>
        <translation>授权委托书</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>委托人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理人</translation>
    </message>
    <message>
        <source>Relation or law firm</source>
        <translation>关系或律师事务所</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Powers</source>
        <translation>代理权限</translation>
    </message>
    <message>
        <source>Given on</source>
        <translation>委托日期</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>Please fill this in.</source>
        <translation>请填写。</translation>
    </message>
    <message>
        <source>This is too long: at most {limit} characters.</source>
        <translation>太长了：最多 {limit} 个字。</translation>
    </message>
    <message>
        <source>Please enter {limit} or more.</source>
        <translation>请输入不小于 {limit} 的数。</translation>
    </message>
    <message>
        <source>Please enter {limit} or less.</source>
        <translation>请输入不大于 {limit} 的数。</translation>
    </message>
    <message>
        <source>This value cannot be stored in this field.</source>
        <translation>这个值不能存入这一栏。</translation>
    </message>
    <message>
        <source>Please choose from the list.</source>
        <translation>请从列表中选择。</translation>
    </message>
    <message>
        <source>Some characters were lost on the way. Please type this again.</source>
        <translation>有些字符在传送中丢失，请重新输入。</translation>
    </message>
    <message>
        <source>This contains a character that other computers may not show. Please check it.</source>
        <translation>含有其他电脑可能无法显示的字符，请核对。</translation>
    </message>
    <message>
        <source>This program does not keep such information about people. Is it needed for help?</source>
        <translation>本程序不保存这类个人信息。帮助时真的需要吗？</translation>
    </message>
    <message>
        <source>A name rarely contains digits or signs. Please check it.</source>
        <translation>姓名很少含数字或符号，请核对。</translation>
    </message>
    <message>
        <source>These look like {count} people. Please enter them one by one.</source>
        <translation>这像是 {count} 个人，请逐个登记。</translation>
    </message>
    <message>
        <source>This is not a phone number.</source>
        <translation>这不是电话号码。</translation>
    </message>
    <message>
        <source>A mobile number has 11 digits, a landline an area code and 7 or 8. Please check it.</source>
        <translation>手机号为 11 位，固定电话为区号加 7 或 8 位，请核对。</translation>
    </message>
    <message>
        <source>These may be two people. If so, please enter them one by one.</source>
        <translation>这可能是两个人；如果是，请逐个登记。</translation>
    </message>
    <message>
        <source>The words beside the number are left out.</source>
        <translation>号码旁边的文字不保存。</translation>
    </message>
    <message>
        <source>There are {count} numbers here; the first one is used.</source>
        <translation>这里有 {count} 个号码，采用第一个。</translation>
    </message>
    <message>
        <source>The spreadsheet rounded this number. Please format the column as text and type it again.</source>
        <translation>表格把号码四舍五入了。请把该列设为文本格式后重新输入。</translation>
    </message>
    <message>
        <source>This is not a date. Please write it like 1956-03-04.</source>
        <translation>这不是日期，请按 1956-03-04 的样子填写。</translation>
    </message>
    <message>
        <source>There is no such day. Please check month and day.</source>
        <translation>没有这一天，请核对月和日。</translation>
    </message>
    <message>
        <source>This date can be read in more than one way. Please write it like 1956-03-04.</source>
        <translation>这个日期有多种读法，请按 1956-03-04 的样子填写。</translation>
    </message>
    <message>
        <source>This is a date of the lunar calendar. Please enter the date of the identity card.</source>
        <translation>这是农历日期，请填写身份证上的日期。</translation>
    </message>
    <message>
        <source>Please add the month and the day.</source>
        <translation>请补充月和日。</translation>
    </message>
    <message>
        <source>This day lies too late. Please check the year.</source>
        <translation>日期太晚，请核对年份。</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>这一天还没有到。</translation>
    </message>
    <message>
        <source>This day lies too early. Please check the year.</source>
        <translation>日期太早，请核对年份。</translation>
    </message>
    <message>
        <source>This is not a time. Please write it like 8:30.</source>
        <translation>这不是时间，请写成 8:30 这样。</translation>
    </message>
    <message>
        <source>This time has not come yet.</source>
        <translation>这个时间还没到。</translation>
    </message>
    <message>
        <source>The patrol would end before it began.</source>
        <translation>结束时间早于开始时间，请核对。</translation>
    </message>
    <message>
        <source>A patrol takes {limit} hours at most. Please check.</source>
        <translation>一次巡查最多 {limit} 小时，请核对。</translation>
    </message>
    <message>
        <source>For a child under 14 the guardian agrees. Please ask the guardian.</source>
        <translation>未满14周岁的由监护人同意。请征询监护人。</translation>
    </message>
    <message>
        <source>Without the consent of every side this cannot be recorded.</source>
        <translation>未经各方同意不能登记。</translation>
    </message>
    <message>
        <source>Without their consent it is not passed on. Please ask, or tell the supervisor.</source>
        <translation>未经反映人同意不能移交。请先征求意见，或改为报告主管。</translation>
    </message>
    <message>
        <source>This person is a party of the case already.</source>
        <translation>此人已是本案当事人。</translation>
    </message>
    <message>
        <source>Only a party can be bound. Please choose a party.</source>
        <translation>只有当事人才受协议约束，请选择当事人。</translation>
    </message>
    <message>
        <source>This day lies before the acceptance of the case.</source>
        <translation>日期早于受理日期。</translation>
    </message>
    <message>
        <source>This day lies before the agreement.</source>
        <translation>日期早于协议日期。</translation>
    </message>
    <message>
        <source>Nobody signs an agreement before it is made. Please check both days.</source>
        <translation>签署日期不能早于协议日期，请核对。</translation>
    </message>
    <message>
        <source>The court is asked when the agreement is in force. Please note the signing first.</source>
        <translation>协议生效后才能申请司法确认，请先登记签署日期。</translation>
    </message>
    <message>
        <source>The court can be asked within 30 days after the agreement takes effect.</source>
        <translation>司法确认须自协议生效之日起三十日内申请。</translation>
    </message>
    <message>
        <source>A sum in figures and the same sum in words differ. Please check both.</source>
        <translation>金额的小写与大写不一致，请核对。</translation>
    </message>
    <message>
        <source>Please choose another person.</source>
        <translation>请选择另一个人。</translation>
    </message>
    <message>
        <source>Please choose another grid.</source>
        <translation>请选择另一个网格。</translation>
    </message>
    <message>
        <source>This day lies before the one that it should follow.</source>
        <translation>这个日期早于应在其前的日期。</translation>
    </message>
    <message>
        <source>Nobody dies before being born. Please check both days.</source>
        <translation>去世日期早于出生日期，请核对。</translation>
    </message>
    <message>
        <source>Nobody moves in before being born. Please check both days.</source>
        <translation>入住日期早于出生日期，请核对。</translation>
    </message>
    <message>
        <source>Nobody moves out before moving in. Please check both days.</source>
        <translation>迁出日期早于入住日期，请核对。</translation>
    </message>
    <message>
        <source>Row {row} has this code already.</source>
        <translation>第{row}行已有这个代码。</translation>
    </message>
    <message>
        <source>This is not one of the levels of divisions and grids.</source>
        <translation>没有这个区划或网格级别。</translation>
    </message>
    <message>
        <source>The division that this one lies in is not in the list.</source>
        <translation>名单里没有它的上级。</translation>
    </message>
    <message>
        <source>This division would lie in itself.</source>
        <translation>它会成为自己的上级。</translation>
    </message>
    <message>
        <source>The division that this one lies in is not of a higher level.</source>
        <translation>它的上级级别不比它高。</translation>
    </message>
    <message>
        <source>A grid lies in one community, and its code begins with the community&apos;s.</source>
        <translation>网格只属于一个社区，网格编码以该社区代码开头。</translation>
    </message>
    <message>
        <source>The building belongs to this grid already.</source>
        <translation>这栋楼已属于这个网格。</translation>
    </message>
    <message>
        <source>Another grid has, or had, this code.</source>
        <translation>该编码已被其他网格（含已撤销网格）使用。</translation>
    </message>
    <message>
        <source>This grid has ended. Please choose another one.</source>
        <translation>该网格已撤销，请另选一个。</translation>
    </message>
    <message>
        <source>Please choose at least one building.</source>
        <translation>请至少选择一栋楼。</translation>
    </message>
    <message>
        <source>All its buildings would go. Please merge the grids instead.</source>
        <translation>这样会划走全部楼栋，请改用合并网格。</translation>
    </message>
    <message>
        <source>A building is on its way to another grid already. Please sync first.</source>
        <translation>有楼栋已在划转途中，请先同步。</translation>
    </message>
    <message>
        <source>A building is to go to another grid already. Please take that back first.</source>
        <translation>有楼栋已计划划入其他网格，请先撤回该计划。</translation>
    </message>
    <message>
        <source>This is more than can go at once. Please choose fewer buildings.</source>
        <translation>一次划转的数量太多，请少选几栋。</translation>
    </message>
    <message>
        <source>Please choose a grid.</source>
        <translation>请选择网格。</translation>
    </message>
    <message>
        <source>This building is there already, in {grid}.</source>
        <translation>该楼栋已存在，位于{grid}。</translation>
    </message>
    <message>
        <source>This grid is still being read on this computer. Please wait a moment.</source>
        <translation>本机仍在读取该网格的数据，请稍候再试。</translation>
    </message>
    <message>
        <source>Households are kept behind doors that would go. Please see to them first.</source>
        <translation>将要取消的房屋内仍有住户，请先处理这些住户。</translation>
    </message>
    <message>
        <source>These are more doors than one building can be made with: at most {limit}.</source>
        <translation>户数太多，一栋楼一次最多录入{limit}户。</translation>
    </message>
    <message>
        <source>This was more than half a year ago. Please check the year.</source>
        <translation>这是半年多以前的日期，请核对年份。</translation>
    </message>
    <message>
        <source>Nobody of this household lived here yet on that day. Please check the year.</source>
        <translation>当天这户还没有人入住，请核对年份。</translation>
    </message>
    <message>
        <source>This household had been given up by that day. Please check the date.</source>
        <translation>当天这户已经销户，请核对日期。</translation>
    </message>
    <message>
        <source>This person had moved out by that day. Please check the date or the person.</source>
        <translation>当天此人已经迁出，请核对日期或受访人。</translation>
    </message>
    <message>
        <source>Goods are signed for: draw the signature, or add a photo of the signed paper.</source>
        <translation>发放物品需要签收：请在屏幕上签名，或添加纸质签收单的照片。</translation>
    </message>
    <message>
        <source>This person has died.</source>
        <translation>此人已去世。</translation>
    </message>
    <message>
        <source>By these days a child would be older than its parent. Please check the dates of birth and the relation to the head.</source>
        <translation>按这些日期，子女比父母还年长。请核对出生日期和与户主关系。</translation>
    </message>
    <message>
        <source>By these days a stepchild or child-in-law is older than the parent. Please check.</source>
        <translation>按这些日期，继子女或儿媳、女婿比长辈年长，请核对。</translation>
    </message>
    <message>
        <source>By these days a parent was younger than {limit} at the birth. Please check.</source>
        <translation>按这些日期，父母生育时不满{limit}岁，请核对。</translation>
    </message>
    <message>
        <source>This household has another head already. Please choose one.</source>
        <translation>这一户已有户主，请确定一个。</translation>
    </message>
    <message>
        <source>An identity number has 18 characters; here are {count}.</source>
        <translation>身份证号为 18 位，这里是 {count} 位。</translation>
    </message>
    <message>
        <source>An identity number has 17 digits, then a digit or X.</source>
        <translation>身份证号为 17 位数字加一位数字或 X。</translation>
    </message>
    <message>
        <source>The last character does not fit the others: one of them may be mistyped.</source>
        <translation>末位与其他位不符，可能有一位输错。</translation>
    </message>
    <message>
        <source>The birth date inside this number is not possible. Please check digits 7 to 14.</source>
        <translation>号码中的出生日期不成立，请核对第 7 至 14 位。</translation>
    </message>
    <message>
        <source>No province has these first two digits. Please check them.</source>
        <translation>没有以这两位开头的省份，请核对。</translation>
    </message>
    <message>
        <source>This number is made up for demonstrations.</source>
        <translation>这是演示用的虚构号码。</translation>
    </message>
    <message>
        <source>These are the last four: digits, or three digits and X.</source>
        <translation>填后四位：四位数字，或三位数字加 X。</translation>
    </message>
    <message>
        <source>This does not agree with the identity number. Please check which is right.</source>
        <translation>与身份证号不一致，请核对哪个正确。</translation>
    </message>
    <message>
        <source>Other last four are noted for this person. Please check both, and mend the wrong one.</source>
        <translation>与该居民已登记的后四位不一致，请核对后改正。</translation>
    </message>
    <message>
        <source>Another date of birth is noted for this person. Please check which is right.</source>
        <translation>与该居民已登记的出生日期不一致，请核对。</translation>
    </message>
    <message>
        <source>Another sex is noted for this person. Please check which is right.</source>
        <translation>与该居民已登记的性别不一致，请核对。</translation>
    </message>
    <message>
        <source>A division code has 12 digits.</source>
        <translation>区划代码为 12 位数字。</translation>
    </message>
    <message>
        <source>No province has these first two digits.</source>
        <translation>没有以这两位开头的省份。</translation>
    </message>
    <message>
        <source>No sub-district or town has these digits 7 to 9.</source>
        <translation>第 7 至 9 位不是街道或乡镇代码。</translation>
    </message>
    <message>
        <source>The division above this one is not known.</source>
        <translation>找不到它的上级区划。</translation>
    </message>
    <message>
        <source>This is not the code of such a place.</source>
        <translation>这不是该类地点的编码。</translation>
    </message>
    <message>
        <source>This is not a calendar of working days.</source>
        <translation>这不是工作日历。</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>ProblemText</name>
    <message>
        <source>%n second(s)</source>
        <translation>%n 秒</translation>
    </message>
    <message>
        <source>%n minute(s)</source>
        <translation>%n 分钟</translation>
    </message>
    <message>
        <source>Everything you saved is safe on this computer.</source>
        <translation>您已保存的内容在本机都是安全的。</translation>
    </message>
    <message>
        <source>What you saved is safe here and will be sent later.</source>
        <translation>已保存的内容在本机安全，稍后发送。</translation>
    </message>
    <message>
        <source>What you saved is safe, and what you typed is still in the form.</source>
        <translation>已保存的内容安全，刚输入的内容仍在表单中。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>什么都没有改动。</translation>
    </message>
    <message>
        <source>Go on working; the program tries again by itself.</source>
        <translation>请继续工作，程序会自动重试。</translation>
    </message>
    <message>
        <source>Please tell your technical support.</source>
        <translation>请联系技术支持。</translation>
    </message>
    <message>
        <source>This passphrase does not open the store.</source>
        <translation>口令不正确。</translation>
    </message>
    <message>
        <source>Please check the keyboard layout and capital letters, then type it again.</source>
        <translation>请检查键盘布局和大小写后重新输入。</translation>
    </message>
    <message>
        <source>The passphrase was wrong several times.</source>
        <translation>口令已多次输错。</translation>
    </message>
    <message>
        <source>Please try again in {wait}.</source>
        <translation>请在 {wait}后再试。</translation>
    </message>
    <message>
        <source>This passphrase would be guessed too easily.</source>
        <translation>这个口令太容易被猜到。</translation>
    </message>
    <message>
        <source>Please choose a longer one, or let the program make one.</source>
        <translation>请换一个更长的，或让程序生成。</translation>
    </message>
    <message>
        <source>There is no store on this computer yet.</source>
        <translation>本机还没有资料库。</translation>
    </message>
    <message>
        <source>Please set this computer up, or choose the folder of your store.</source>
        <translation>请先设置本机，或选择资料库所在文件夹。</translation>
    </message>
    <message>
        <source>There is a store in this folder already.</source>
        <translation>这个文件夹里已有资料库。</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>没有动它。</translation>
    </message>
    <message>
        <source>Please unlock it, or choose another folder.</source>
        <translation>请解锁它，或另选文件夹。</translation>
    </message>
    <message>
        <source>Both copies of the key file are damaged, so the store cannot be unlocked.</source>
        <translation>密钥文件的两份都已损坏，无法解锁。</translation>
    </message>
    <message>
        <source>The encrypted data was not touched.</source>
        <translation>加密资料没有改动。</translation>
    </message>
    <message>
        <source>Do not delete anything. Please ask your technical support to recover it.</source>
        <translation>请不要删除任何文件，联系技术支持恢复。</translation>
    </message>
    <message>
        <source>A newer version of this program has written the key file.</source>
        <translation>密钥文件是更新版本的程序写的。</translation>
    </message>
    <message>
        <source>Please install the newer version.</source>
        <translation>请安装新版本。</translation>
    </message>
    <message>
        <source>The passphrase alone can no longer open this store.</source>
        <translation>仅凭口令已无法打开资料库。</translation>
    </message>
    <message>
        <source>Please ask your organisation to recover it; two officers are needed.</source>
        <translation>请由单位恢复，需要两名负责人。</translation>
    </message>
    <message>
        <source>The file with the records of this computer is missing.</source>
        <translation>本机的记录文件不见了。</translation>
    </message>
    <message>
        <source>What was sent is on the server; what was not is in the journal beside it.</source>
        <translation>已上传的内容在服务器上；未上传的内容在旁边的日志文件里。</translation>
    </message>
    <message>
        <source>Please look whether the file was moved. Else this computer can be repaired.</source>
        <translation>请看看文件是否被移走；如果找不到，可以修复本机。</translation>
    </message>
    <message>
        <source>The file with the records of this computer is damaged.</source>
        <translation>本机的记录文件已损坏。</translation>
    </message>
    <message>
        <source>Please lock the program and unlock it again: it then offers to repair this.</source>
        <translation>请锁定程序再解锁，届时可以修复。</translation>
    </message>
    <message>
        <source>A newer version of this program has used this store.</source>
        <translation>更新版本的程序用过这个资料库。</translation>
    </message>
    <message>
        <source>Another program holds the database file.</source>
        <translation>另一个程序正占用数据库文件。</translation>
    </message>
    <message>
        <source>Please wait for backup or antivirus programs to finish, then try again.</source>
        <translation>请等备份或杀毒程序结束后再试。</translation>
    </message>
    <message>
        <source>This store is open in another window already.</source>
        <translation>资料库已在另一个窗口打开。</translation>
    </message>
    <message>
        <source>Please use that window, or close it first.</source>
        <translation>请使用那个窗口，或先关闭它。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Please free some space, then save again.</source>
        <translation>请腾出空间后再保存。</translation>
    </message>
    <message>
        <source>The disk did not store or return the data.</source>
        <translation>磁盘没有存入或读出数据。</translation>
    </message>
    <message>
        <source>Please try again. If it happens again, the disk may be failing: sync soon.</source>
        <translation>请再试一次；如再出现，磁盘可能有故障，请尽快同步。</translation>
    </message>
    <message>
        <source>The folder of the store cannot be written.</source>
        <translation>资料库文件夹无法写入。</translation>
    </message>
    <message>
        <source>Please check that the disk is not write-protected and the folder is yours.</source>
        <translation>请检查磁盘是否写保护、文件夹是否属于您。</translation>
    </message>
    <message>
        <source>This folder belongs to another user of the computer.</source>
        <translation>这个文件夹属于本机的另一用户。</translation>
    </message>
    <message>
        <source>Please log in as that user, or choose another folder.</source>
        <translation>请以该用户登录，或另选文件夹。</translation>
    </message>
    <message>
        <source>There is no network connection.</source>
        <translation>没有网络连接。</translation>
    </message>
    <message>
        <source>The server cannot be reached, or the connection was cut.</source>
        <translation>连不上服务器，或连接中断。</translation>
    </message>
    <message>
        <source>The connection is too slow at the moment.</source>
        <translation>目前网络太慢。</translation>
    </message>
    <message>
        <source>The server could not prove that it is yours. Nothing was sent.</source>
        <translation>服务器无法证明身份，什么都没有发送。</translation>
    </message>
    <message>
        <source>Please use another network, or ask whether the certificate was changed.</source>
        <translation>请换个网络，或询问证书是否更换。</translation>
    </message>
    <message>
        <source>The server could not answer (status {status}).</source>
        <translation>服务器无法应答（状态 {status}）。</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>服务器忙。</translation>
    </message>
    <message>
        <source>The program tries again in {wait}.</source>
        <translation>程序将在 {wait}后重试。</translation>
    </message>
    <message>
        <source>The answer did not come from the server, or was damaged on the way.</source>
        <translation>收到的应答不是来自服务器，或在途中损坏。</translation>
    </message>
    <message>
        <source>If this network asks for a login in the browser, please log in there first.</source>
        <translation>如果这个网络要求在浏览器登录，请先登录。</translation>
    </message>
    <message>
        <source>The answer was larger than {limit_mb} MB and was refused.</source>
        <translation>应答超过 {limit_mb} MB，已拒收。</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong by about {minutes} minutes.</source>
        <translation>本机时钟约差 {minutes} 分钟。</translation>
    </message>
    <message>
        <source>Please set date, time and time zone of this computer.</source>
        <translation>请校准本机的日期、时间和时区。</translation>
    </message>
    <message>
        <source>This program must be updated before it can sync.</source>
        <translation>本程序需要更新后才能同步。</translation>
    </message>
    <message>
        <source>Your work is safe on this computer and goes on being saved.</source>
        <translation>您的工作在本机是安全的，仍会继续保存。</translation>
    </message>
    <message>
        <source>Please install the newer version; then everything is sent.</source>
        <translation>请安装新版本，之后会自动全部发送。</translation>
    </message>
    <message>
        <source>This version is too old to receive changes; your work is still sent.</source>
        <translation>版本太旧，收不到更新；您的工作仍会发送。</translation>
    </message>
    <message>
        <source>This computer is not registered with a server yet.</source>
        <translation>本机还没有在服务器登记。</translation>
    </message>
    <message>
        <source>Please ask your supervisor for an enrolment code.</source>
        <translation>请向主管要登记码。</translation>
    </message>
    <message>
        <source>The server did not accept this enrolment code.</source>
        <translation>服务器不接受这个登记码。</translation>
    </message>
    <message>
        <source>Please check the code, or ask for a new one; a code works once and not for long.</source>
        <translation>请核对登记码，或要一个新的；登记码只能用一次且很快过期。</translation>
    </message>
    <message>
        <source>This computer or account may no longer receive data.</source>
        <translation>本机或账号已不能再接收资料。</translation>
    </message>
    <message>
        <source>What you saved can still be handed in.</source>
        <translation>已保存的内容仍可上交。</translation>
    </message>
    <message>
        <source>Please speak to your supervisor.</source>
        <translation>请联系您的主管。</translation>
    </message>
    <message>
        <source>This file is not one for handing over.</source>
        <translation>这不是交接文件。</translation>
    </message>
    <message>
        <source>Please choose the file that the office gave back; its name ends in .gridsync.</source>
        <translation>请选择办公室交回的文件，文件名以 .gridsync 结尾。</translation>
    </message>
    <message>
        <source>The file is damaged, or not all of it was copied.</source>
        <translation>文件已损坏，或没有复制完整。</translation>
    </message>
    <message>
        <source>Please copy it to the stick once more and try again.</source>
        <translation>请重新复制到U盘后再试。</translation>
    </message>
    <message>
        <source>The file was made by a newer version of the program.</source>
        <translation>文件由更新版本的程序生成。</translation>
    </message>
    <message>
        <source>The file would be too large to be handed over.</source>
        <translation>交接文件过大，无法生成。</translation>
    </message>
    <message>
        <source>The file is meant for another computer.</source>
        <translation>这个文件是给另一台电脑的。</translation>
    </message>
    <message>
        <source>Please read it on the computer that wrote the file it answers.</source>
        <translation>请在当初写出交接文件的那台电脑上读取。</translation>
    </message>
    <message>
        <source>This is a file for the office, not an answer from it.</source>
        <translation>这是交给办公室的文件，不是办公室的回复。</translation>
    </message>
    <message>
        <source>Please take it to the office and read the answer that you get back.</source>
        <translation>请把它交到办公室，再读取拿回的回复文件。</translation>
    </message>
    <message>
        <source>This computer has no key with which to seal a file for the office.</source>
        <translation>这台电脑没有用于密封交接文件的密钥。</translation>
    </message>
    <message>
        <source>The answer is older than something that happened since; it was not taken in.</source>
        <translation>回复文件已过时，未被采用。</translation>
    </message>
    <message>
        <source>Please sync over the network once, or write a new file for the office.</source>
        <translation>请联网同步一次，或重新写一个交接文件。</translation>
    </message>
    <message>
        <source>An attachment on this computer is damaged.</source>
        <translation>本机上的一个附件已损坏。</translation>
    </message>
    <message>
        <source>The record that it belongs to is whole.</source>
        <translation>它所属的记录完好。</translation>
    </message>
    <message>
        <source>Please sync: if the server has it, it is fetched again.</source>
        <translation>请同步：如服务器上有，将重新下载。</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Stopping. What is done stays done.</source>
        <translation>正在停止，已完成的部分保留。</translation>
    </message>
</context>
<context>
    <name>Proposal</name>
    <message>
        <source>Proposal</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录类别</translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation>所属记录</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Version seen</source>
        <translation>所见版本</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>Proposed value</source>
        <translation>提议值</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>提交人</translation>
    </message>
    <message>
        <source>Proposed at</source>
        <translation>提议时间</translation>
    </message>
    <message>
        <source>Approval that protects the field</source>
        <translation>保护该栏目的审核</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>QuickNote</name>
    <message>
        <source>Quick note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Noted at</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>QuickNoteDialog</name>
    <message>
        <source>Quick note</source>
        <translation>便签</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Only you receive your notes.</source>
        <translation>便签只有您自己能收到。</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Please write down the reason; it goes into the file.</source>
        <translation>请写明理由，它会存入卷宗。</translation>
    </message>
</context>
<context>
    <name>ReasonToLook</name>
    <message>
        <source>This is sensitive. Say why you look at it; that is kept in the log.</source>
        <translation>这是敏感信息。请说明查看理由，理由会记入日志。</translation>
    </message>
    <message>
        <source>Reason for looking</source>
        <translation>查看理由</translation>
    </message>
    <message>
        <source>for example: to decide this proposal</source>
        <translation>例如：为审核该提案</translation>
    </message>
    <message>
        <source>&amp;Show it</source>
        <translation>查看(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ReasonsSection</name>
    <message>
        <source>Reasons for care</source>
        <translation>关爱原因</translation>
    </message>
    <message>
        <source>Add a &amp;reason</source>
        <translation>添加原因(&amp;R)</translation>
    </message>
    <message>
        <source>No reason is noted.</source>
        <translation>没有登记原因。</translation>
    </message>
    <message>
        <source>for example: to prepare the yearly review</source>
        <translation>例如：准备年度复核</translation>
    </message>
    <message>
        <source>The category waits for a decision.</source>
        <translation>类别等待决定。</translation>
    </message>
    <message>
        <source>Edit the reason</source>
        <translation>修改原因</translation>
    </message>
</context>
<context>
    <name>RecordPanel</name>
    <message>
        <source>The form is being opened.</source>
        <translation>正在打开表单。</translation>
    </message>
    <message>
        <source>This record is no longer on this computer.</source>
        <translation>这条记录已不在本机。</translation>
    </message>
    <message>
        <source>This was merged with another record meanwhile. Saving opens that record with what you typed; nothing is lost.</source>
        <translation>该记录刚刚与另一条记录合并。点击保存会打开那条记录并填入您填写的内容，不会丢失。</translation>
    </message>
    <message>
        <source>Somebody removed this meanwhile. Saving brings it up for a decision.</source>
        <translation>其间有人删除了它；保存后将提请决定。</translation>
    </message>
    <message>
        <source>Saved on this computer; it will be sent.</source>
        <translation>已保存在本机，稍后发送。</translation>
    </message>
    <message>
        <source>This record is no longer on this computer, so nothing was saved. What you typed stays in this form until you leave it.</source>
        <translation>该记录已不在本机，未能保存。离开之前，您填写的内容仍留在此表单中。</translation>
    </message>
    <message>
        <source>The draft is kept on this computer.</source>
        <translation>草稿已保存在本机。</translation>
    </message>
    <message>
        <source>Discard what you typed?</source>
        <translation>放弃已输入的内容？</translation>
    </message>
    <message>
        <source>The draft is deleted. What was saved before stays as it is.</source>
        <translation>草稿已删除，之前保存的内容不变。</translation>
    </message>
    <message>
        <source>&amp;Discard it</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Your draft is back, as you left it.</source>
        <translation>您的草稿已恢复原样。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep as draft</source>
        <translation>存为草稿(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>The list is being read.</source>
        <translation>正在读取列表。</translation>
    </message>
</context>
<context>
    <name>RecoveredCard</name>
    <message>
        <source>&amp;Understood</source>
        <translation>知道了(&amp;U)</translation>
    </message>
    <message>
        <source>The computer had stopped in the middle of its work. What you saved last, at {moment}, is here again.</source>
        <translation>电脑在工作中途停止过。您最后（{moment}）保存的内容已经恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were recovered</source>
        <translation>
            <numerusform>已恢复 %n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>The records on this computer were made anew ({moment}). The others come with the next sync; the damaged files were put aside.</source>
        <translation>本机的记录文件已重建（{moment}）。其余记录在下次同步时取回；损坏的文件已移到一旁。</translation>
    </message>
    <message>
        <source>This computer was repaired</source>
        <translation>本机已修复</translation>
    </message>
    <message numerus="yes">
        <source>Repaired: %n record(s) with your work are here again</source>
        <translation>
            <numerusform>修复完成：您的 %n 条工作记录已经放回</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegroupDialog</name>
    <message>
        <source>{name} goes to another grid</source>
        <translation>{name}划到其他网格</translation>
    </message>
    <message>
        <source>Its flats, households and people go along.
Reports about earlier days still find the old grid.</source>
        <translation>房屋、住户和人员一并划转。
查询以前日期的报表仍按原网格统计。</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Please choose a grid.</source>
        <translation>请选择网格。</translation>
    </message>
</context>
<context>
    <name>RepairWindow</name>
    <message>
        <source>This computer needs a repair</source>
        <translation>本机需要修复</translation>
    </message>
    <message>
        <source>That happens when a disk wears out; you did nothing wrong.</source>
        <translation>这通常是硬盘老化造成的，不是您的操作有误。</translation>
    </message>
    <message>
        <source>Everything that was sent is on the server.</source>
        <translation>已上传的内容都在服务器上。</translation>
    </message>
    <message>
        <source>Reading the journal …</source>
        <translation>正在读取日志……</translation>
    </message>
    <message>
        <source>The damaged files are put aside, not deleted. A new file is made under your passphrase, and your unsent work is put back into it. The other records come with the next sync; until then the lists are short. No network is needed now.</source>
        <translation>损坏的文件只是移到一旁，不会删除。程序用您的口令新建一个文件，把未上传的工作放回去；其余记录在下次同步时取回，在此之前列表会比较短。现在不需要联网。</translation>
    </message>
    <message>
        <source>Repairing</source>
        <translation>正在修复</translation>
    </message>
    <message>
        <source>&amp;Not now</source>
        <translation>暂不修复(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Repair this computer</source>
        <translation>修复本机(&amp;R)</translation>
    </message>
    <message>
        <source>What is safe</source>
        <translation>哪些内容是安全的</translation>
    </message>
    <message>
        <source>What the repair does</source>
        <translation>修复做什么</translation>
    </message>
    <message>
        <source>Making a new file …</source>
        <translation>正在新建文件……</translation>
    </message>
    <message>
        <source>The repair was given up. Nothing was changed.</source>
        <translation>已放弃修复，没有改动任何内容。</translation>
    </message>
    <message>
        <source>The journal could not be read yet.</source>
        <translation>暂时读不到日志。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n 处改动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or paper(s)</source>
        <translation>
            <numerusform>%n 份照片或材料</numerusform>
        </translation>
    </message>
    <message>
        <source>No work waited on this computer to be sent.</source>
        <translation>本机没有待上传的工作。</translation>
    </message>
    <message>
        <source>Your latest work is in a second file, the journal: {what}.</source>
        <translation>您最近的工作另存在日志文件里：{what}。</translation>
    </message>
    <message>
        <source>The last was saved {moment}.</source>
        <translation>最后一次保存于{moment}。</translation>
    </message>
    <message>
        <source>What the server has already is not recorded twice.</source>
        <translation>服务器上已有的内容不会重复登记。</translation>
    </message>
    <message>
        <source>Putting your work back …</source>
        <translation>正在放回您的工作……</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Dispute handed in</source>
        <translation>矛盾纠纷线索</translation>
    </message>
    <message>
        <source>Do &amp;not take it on…</source>
        <translation>不接收(&amp;N)…</translation>
    </message>
    <message>
        <source>It is in a &amp;case already…</source>
        <translation>已在调解中(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Take it on…</source>
        <translation>接收(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Taking it on begins a case with what is written here; nothing is typed twice.</source>
        <translation>接收后以此内容建立案件，不必重新录入。</translation>
    </message>
    <message>
        <source>Handed in by {name}</source>
        <translation>移交人：{name}</translation>
    </message>
</context>
<context>
    <name>RequestCard</name>
    <message>
        <source>&amp;Write this file…</source>
        <translation>生成此文件(&amp;W)…</translation>
    </message>
    <message>
        <source>It was allowed until {day} and not written. You can ask again.</source>
        <translation>已批准至 {day}，期内未导出。可以重新申请。</translation>
    </message>
    <message>
        <source>Nobody answered until {day}: this request is over. You can ask again.</source>
        <translation>截至 {day} 无人答复，申请已失效。可以重新申请。</translation>
    </message>
    <message>
        <source>Allowed: you can write this list until {day}.</source>
        <translation>已批准：可在{day}前（含当日）生成此台账。</translation>
    </message>
    <message>
        <source>Not allowed: “{why}”. You can ask again for another purpose.</source>
        <translation>未批准：“{why}”。如另有用途，可重新申请。</translation>
    </message>
    <message>
        <source>Waits for another supervisor, who finds it under Review. The answer appears here, until {day}.</source>
        <translation>等待另一位主管在“审核”中批准，答复将显示在此，截至{day}。</translation>
    </message>
</context>
<context>
    <name>RequestsSection</name>
    <message>
        <source>Requests</source>
        <translation>个人权利请求</translation>
    </message>
    <message>
        <source>Correction or &amp;erasure…</source>
        <translation>更正或删除(&amp;E)…</translation>
    </message>
    <message>
        <source>Nobody asked for a correction or an erasure.</source>
        <translation>没有更正或删除请求。</translation>
    </message>
    <message>
        <source>{field}: {words}</source>
        <translation>{field}：{words}</translation>
    </message>
    <message>
        <source>Waits for an answer</source>
        <translation>待答复</translation>
    </message>
    <message>
        <source>Should have been answered by {day}</source>
        <translation>应在 {day} 前答复</translation>
    </message>
    <message>
        <source>To be answered by {day}</source>
        <translation>答复期限 {day}</translation>
    </message>
</context>
<context>
    <name>Resident</name>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Relation to the head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Last four characters of the identity number</source>
        <translation>证件号码后四位</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Preferred contact</source>
        <translation>联系偏好</translation>
    </message>
    <message>
        <source>Language of contact</source>
        <translation>沟通语言</translation>
    </message>
    <message>
        <source>Registered here</source>
        <translation>户籍在此</translation>
    </message>
    <message>
        <source>How the person came</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Came from the community</source>
        <translation>迁出社区</translation>
    </message>
    <message>
        <source>Here since</source>
        <translation>入住日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Moved out on</source>
        <translation>迁出日期</translation>
    </message>
    <message>
        <source>Died on</source>
        <translation>去世日期</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>ResidentIdentity</name>
    <message>
        <source>Identity document</source>
        <translation>身份证件</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>证件种类</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>证件号码</translation>
    </message>
</context>
<context>
    <name>ReturnPanel</name>
    <message>
        <source>Field of the remark</source>
        <translation>意见所指栏目</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Concerns</source>
        <translation>涉及</translation>
    </message>
</context>
<context>
    <name>ReturnVisit</name>
    <message>
        <source>Return visit</source>
        <translation>回访记录</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Date of the visit</source>
        <translation>回访日期</translation>
    </message>
    <message>
        <source>How it was performed</source>
        <translation>履行情况</translation>
    </message>
    <message>
        <source>The parties are</source>
        <translation>当事人满意程度</translation>
    </message>
    <message>
        <source>The parties are at peace</source>
        <translation>当事人已和解</translation>
    </message>
    <message>
        <source>Later lawsuit and its result</source>
        <translation>后续诉讼及结果</translation>
    </message>
    <message>
        <source>Faults of the mediation, signs of new trouble</source>
        <translation>调解不当、激化或隐患</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>处理措施</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>回访人</translation>
    </message>
</context>
<context>
    <name>RevealText</name>
    <message>
        <source>Hide {title}</source>
        <translation>隐藏{title}</translation>
    </message>
    <message>
        <source>Reveal {title}</source>
        <translation>显示{title}</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Is the same as another record and goes into it</source>
        <translation>与另一条记录是同一个，并入该记录</translation>
    </message>
    <message>
        <source>Is not the same as the record that it went into</source>
        <translation>与所并入的记录不是同一个</translation>
    </message>
    <message>
        <source>Is erased for ever, with all that hangs on it</source>
        <translation>连同其下全部内容永久清除</translation>
    </message>
    <message>
        <source>Goes to another grid, with all that hangs on it</source>
        <translation>连同所属资料转到其他网格</translation>
    </message>
    <message>
        <source>Goes to another community: who lives there, their phones and papers. Visits, plans and consents stay</source>
        <translation>转到其他社区：转出在住成员及其电话、证件；走访、计划和同意书留下</translation>
    </message>
    <message>
        <source>The record that is kept</source>
        <translation>保留的记录</translation>
    </message>
    <message>
        <source>The one that goes into it</source>
        <translation>并入的记录</translation>
    </message>
    <message>
        <source>Proposed as one</source>
        <translation>提议合并</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>合并后</translation>
    </message>
    <message>
        <source>Somebody proposed the same, and it was done: accepting this changes nothing more.</source>
        <translation>已有人提出同样的建议并已办理：同意本条不会再改变什么。</translation>
    </message>
    <message>
        <source>This is your own work: somebody else decides about it.</source>
        <translation>这是您自己的工作，由他人审核。</translation>
    </message>
    <message>
        <source>You proposed this yourself: another supervisor decides about it. Where there is no other, the sub-district office names one; it waits here until then.</source>
        <translation>这是您本人提出的，由另一位主管决定。没有其他主管时，请街道办事处指定一位；在此之前一直在这里等候。</translation>
    </message>
    <message>
        <source>A conflict about this record must be decided first.</source>
        <translation>须先解决这条记录的冲突。</translation>
    </message>
    <message>
        <source>This is not on the server yet.</source>
        <translation>尚未到服务器。</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Nothing waits for you.</source>
        <translation>没有待审核的内容。</translation>
    </message>
    <message>
        <source>What workers submit appears here after their next sync.</source>
        <translation>网格员提交的内容在其同步后出现在这里。</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Worker and kind</source>
        <translation>人员与类别</translation>
    </message>
    <message>
        <source>Next ({key})</source>
        <translation>下一个({key})</translation>
    </message>
    <message numerus="yes">
        <source>%n third refusal(s): decide how to go on</source>
        <translation>
            <numerusform>%n 人三次谢绝上门：请决定</numerusform>
        </translation>
    </message>
    <message>
        <source>{step}: saved on this computer; it will be sent.</source>
        <translation>{step}：已保存在本机，稍后发送。</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n contact visit(s) without follow-up?</source>
        <translation>
            <numerusform>通过 %n 条无后续事项的日常走访？</numerusform>
        </translation>
    </message>
    <message>
        <source>What changed since this list was read is left for a look of its own.</source>
        <translation>列表读取后有变动的，留待单独查看。</translation>
    </message>
    <message>
        <source>&amp;Approve them</source>
        <translation>全部通过(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>%n approved</source>
        <translation>
            <numerusform>已通过 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 条待处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n of little &amp;risk</source>
        <translation>
            <numerusform>通过 %n 条低风险走访(&amp;R)</numerusform>
        </translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>对象</translation>
    </message>
</context>
<context>
    <name>RightsDialog</name>
    <message>
        <source>What is wrong</source>
        <translation>哪里有误</translation>
    </message>
    <message>
        <source>Something that is told in words</source>
        <translation>其他（用文字说明）</translation>
    </message>
    <message>
        <source>A supervisor answers within 15 days. Copy no document: it is enough to say that it was seen.</source>
        <translation>主管在15日内答复。不复印、不拍摄证件，注明已核对即可。</translation>
    </message>
    <message>
        <source>Correction or erasure for {name}</source>
        <translation>{name}：更正或删除请求</translation>
    </message>
    <message>
        <source>Stands now: {value}</source>
        <translation>现在：{value}</translation>
    </message>
</context>
<context>
    <name>RightsRequest</name>
    <message>
        <source>Request of a person</source>
        <translation>个人权利请求</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>请求事项</translation>
    </message>
    <message>
        <source>In the person&apos;s words</source>
        <translation>本人陈述</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>How it was checked who asks</source>
        <translation>身份核验方式</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>提出日期</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Kind of record</source>
        <translation>记录种类</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Version seen</source>
        <translation>所见版本</translation>
    </message>
    <message>
        <source>Was then</source>
        <translation>当时的内容</translation>
    </message>
    <message>
        <source>Said to be right</source>
        <translation>主张的正确内容</translation>
    </message>
    <message>
        <source>Taken down by</source>
        <translation>登记人</translation>
    </message>
    <message>
        <source>Answer to the person</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waits for an answer</source>
        <translation>待答复</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>To be answered by</source>
        <translation>答复期限</translation>
    </message>
    <message>
        <source>Granting asks for the erasure; it happens when another supervisor agrees as well.</source>
        <translation>同意后提出彻底删除，另一名主管也同意后执行。</translation>
    </message>
</context>
<context>
    <name>Role</name>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>Grid leader</source>
        <translation>网格长</translation>
    </message>
    <message>
        <source>Mediator</source>
        <translation>人民调解员</translation>
    </message>
    <message>
        <source>Care specialist</source>
        <translation>关爱专员</translation>
    </message>
    <message>
        <source>Community supervisor</source>
        <translation>社区主管</translation>
    </message>
    <message>
        <source>Sub-district supervisor</source>
        <translation>街道主管</translation>
    </message>
    <message>
        <source>Department handler</source>
        <translation>部门处置人</translation>
    </message>
    <message>
        <source>Legal adviser</source>
        <translation>法律顾问</translation>
    </message>
    <message>
        <source>Volunteer</source>
        <translation>志愿</translation>
    </message>
    <message>
        <source>Information helper</source>
        <translation>网格信息员</translation>
    </message>
    <message>
        <source>Privacy officer</source>
        <translation>个人信息保护负责人</translation>
    </message>
    <message>
        <source>System keeper</source>
        <translation>系统管理员</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>Room</source>
        <translation>房屋</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Entrance</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Room number</source>
        <translation>房号</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>上次核对</translation>
    </message>
</context>
<context>
    <name>Roster</name>
    <message>
        <source>The row is empty.</source>
        <translation>空行。</translation>
    </message>
    <message>
        <source>The headings stand here once more.</source>
        <translation>这里重复了表头。</translation>
    </message>
    <message>
        <source>The row explains how to fill in the list.</source>
        <translation>这一行是填表说明。</translation>
    </message>
    <message>
        <source>The row is a total or a signature.</source>
        <translation>这一行是合计或签名。</translation>
    </message>
    <message>
        <source>There is no name.</source>
        <translation>没有姓名。</translation>
    </message>
    <message>
        <source>There are {count} people in one cell. Please give each a row of their own.</source>
        <translation>一个单元格里有 {count} 个人，请每人一行。</translation>
    </message>
    <message>
        <source>There is no address.</source>
        <translation>没有地址。</translation>
    </message>
    <message>
        <source>The address does not say which building and room.</source>
        <translation>地址没有写明楼栋和房号。</translation>
    </message>
    <message>
        <source>It is not known which grid this address belongs to.</source>
        <translation>不知道这个地址属于哪个网格。</translation>
    </message>
    <message>
        <source>This community has no such grid.</source>
        <translation>本社区没有这个网格。</translation>
    </message>
    <message>
        <source>You do not follow this grid. Please ask whoever does to import it.</source>
        <translation>这个网格不归您负责，请由负责人导入。</translation>
    </message>
    <message>
        <source>This building belongs to another grid. If it has changed, please let it go there in the program first.</source>
        <translation>这栋楼属于另一个网格。如已调整，请先在程序里把它划到新网格。</translation>
    </message>
    <message>
        <source>Row {row} has the same person at another address. Please decide which is right.</source>
        <translation>第 {row} 行同一人地址不同，请确定哪个正确。</translation>
    </message>
    <message>
        <source>This person is known at another address already. Please move the record in the program.</source>
        <translation>此人已登记在另一地址，请在程序中迁移记录。</translation>
    </message>
    <message>
        <source>The name of the facility is missing.</source>
        <translation>没有填写场所名称。</translation>
    </message>
    <message>
        <source>The kind of facility is missing. Kinds are: {kinds}.</source>
        <translation>没有填写场所类型。可填：{kinds}。</translation>
    </message>
    <message>
        <source>No kind of facility is called so. Kinds are: {kinds}.</source>
        <translation>没有这个场所类型。可填：{kinds}。</translation>
    </message>
    <message>
        <source>The same person as in row {row}: both rows become one record.</source>
        <translation>与第 {row} 行是同一人，合为一条记录。</translation>
    </message>
    <message>
        <source>Row {row} has the same identity number under another name.</source>
        <translation>第 {row} 行身份证号相同但姓名不同。</translation>
    </message>
    <message>
        <source>Row {row} has this identity number for somebody else. Please check it.</source>
        <translation>第 {row} 行的另一人用了这个身份证号，请核对。</translation>
    </message>
    <message>
        <source>Row {row} gives another identity number for this person.</source>
        <translation>第 {row} 行为此人写了另一个身份证号。</translation>
    </message>
    <message>
        <source>Row {row} has the same name and date of birth at another address.</source>
        <translation>第 {row} 行同名同生日但地址不同。</translation>
    </message>
    <message>
        <source>The address is that of the rows above.</source>
        <translation>地址同上。</translation>
    </message>
    <message>
        <source>{count} people stood in one cell.</source>
        <translation>一个单元格里有 {count} 个人。</translation>
    </message>
    <message>
        <source>This household has more than one head.</source>
        <translation>这户有不止一个户主。</translation>
    </message>
    <message>
        <source>There are {count} numbers here; those after the first are kept as further ones.</source>
        <translation>这里有{count}个号码；第一个之后的作为其他电话保留。</translation>
    </message>
    <message>
        <source>Filled in from the identity number.</source>
        <translation>由身份证号补填。</translation>
    </message>
    <message>
        <source>Another row of this household says something else.</source>
        <translation>这户的另一行写法不同。</translation>
    </message>
    <message>
        <source>The same facility as in row {row}: both rows become one record.</source>
        <translation>与第 {row} 行是同一处场所，合为一条记录。</translation>
    </message>
    <message>
        <source>Row {row} says something else of this facility; that one counts.</source>
        <translation>第 {row} 行对这处场所写法不同，以那一行为准。</translation>
    </message>
    <message>
        <source>This building is not known in the grid: its name is kept as the address.</source>
        <translation>本网格没有登记这栋楼，楼名先作为地址保存。</translation>
    </message>
    <message>
        <source>This building is not known in the grid.</source>
        <translation>本网格没有登记这栋楼。</translation>
    </message>
</context>
<context>
    <name>RosterColumn</name>
    <message>
        <source>Row number (not kept)</source>
        <translation>序号（不保存）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Kind of document</source>
        <translation>证件种类</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Relation to the head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Head of household, yes or no</source>
        <translation>是否户主</translation>
    </message>
    <message>
        <source>Name of the head of household</source>
        <translation>户主姓名</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Further phone</source>
        <translation>其他电话</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Entrance</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Room number</source>
        <translation>房号</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>户号</translation>
    </message>
    <message>
        <source>Tenure</source>
        <translation>居住性质</translation>
    </message>
    <message>
        <source>Registered here</source>
        <translation>户籍在此</translation>
    </message>
    <message>
        <source>Here since</source>
        <translation>入住日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Name of the facility</source>
        <translation>场所名称</translation>
    </message>
    <message>
        <source>Kind of facility</source>
        <translation>场所类型</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>开放时间</translation>
    </message>
    <message>
        <source>What it offers</source>
        <translation>服务内容</translation>
    </message>
    <message>
        <source>Closed since</source>
        <translation>停用日期</translation>
    </message>
</context>
<context>
    <name>RosterPage</name>
    <message>
        <source>&amp;Choose a file</source>
        <translation>选择文件(&amp;C)</translation>
    </message>
    <message>
        <source>Save &amp;what needs correction</source>
        <translation>保存待更正的行(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>正在读取文件。</translation>
    </message>
    <message>
        <source>You see what would be taken, mended or refused. Nothing is written before you agree.</source>
        <translation>会先显示哪些采用、改正或拒绝；您同意之前不写入任何内容。</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>文件各行</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>全部文件 (*)</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何内容。</translation>
    </message>
    <message>
        <source>Save what needs correction</source>
        <translation>保存待更正的行</translation>
    </message>
    <message>
        <source>{file} - to correct</source>
        <translation>{file} - 待更正</translation>
    </message>
    <message>
        <source>Please choose another name for the report.</source>
        <translation>请为待更正的文件另取一个名字。</translation>
    </message>
    <message>
        <source>{file} is written: correct it and import it.</source>
        <translation>已写入 {file}：更正后再导入即可。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are refused and stay in the file.</source>
        <translation>
            <numerusform>%n 行被拒绝，仍留在文件里。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n change(s)?</source>
        <translation>
            <numerusform>导入 %n 处修改？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Import them</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>Import from Excel</source>
        <translation>从 Excel 导入</translation>
    </message>
    <message>
        <source>Choose a roster of households, or a list of facilities (.xlsx).</source>
        <translation>请选择住户花名册或场所设施名单（.xlsx）。</translation>
    </message>
    <message>
        <source>Roster or list of facilities</source>
        <translation>花名册或场所设施名单</translation>
    </message>
    <message>
        <source>This is the file itself.</source>
        <translation>这就是所导入的文件本身。</translation>
    </message>
    <message>
        <source>The file is being imported.</source>
        <translation>正在导入文件。</translation>
    </message>
    <message>
        <source>The import was stopped. What is saved stays; read the file once more for the rest.</source>
        <translation>导入已停止。已保存的内容保留，其余内容请重新读取该文件后导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) saved on this computer; they will be sent.</source>
        <translation>
            <numerusform>%n 处修改已保存在本机，稍后发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名或名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Compared with now</source>
        <translation>与现有资料</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>RosterRow</name>
    <message>
        <source>taken</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>mended</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>fills gaps</source>
        <translation>补充空缺</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>与记录不同</translation>
    </message>
    <message>
        <source>{sheet}: {why}</source>
        <translation>{sheet}：{why}</translation>
    </message>
    <message>
        <source>{sheet}: headings in row {row}</source>
        <translation>{sheet}：表头在第 {row} 行</translation>
    </message>
    <message>
        <source>not imported by design: {columns}</source>
        <translation>按规定不导入：{columns}</translation>
    </message>
    <message>
        <source>not known, left out: {columns}</source>
        <translation>不认识，略过：{columns}</translation>
    </message>
</context>
<context>
    <name>Rule</name>
    <message>
        <source>The person left before coming.</source>
        <translation>迁出日期早于入住日期。</translation>
    </message>
    <message>
        <source>The death lies before the birth.</source>
        <translation>去世日期早于出生日期。</translation>
    </message>
    <message>
        <source>The person came before being born.</source>
        <translation>入住日期早于出生日期。</translation>
    </message>
    <message>
        <source>The grid ends before it begins.</source>
        <translation>网格的撤销日期早于启用日期。</translation>
    </message>
    <message>
        <source>The time in the grid ends before it begins.</source>
        <translation>在该网格的截止日期早于起始日期。</translation>
    </message>
    <message>
        <source>The next visit lies before this one.</source>
        <translation>下次走访早于本次走访。</translation>
    </message>
    <message>
        <source>The plan ends before it begins.</source>
        <translation>计划结束早于开始。</translation>
    </message>
    <message>
        <source>The review lies before the plan begins.</source>
        <translation>复核日期早于计划开始。</translation>
    </message>
    <message>
        <source>It was withdrawn before it was given.</source>
        <translation>撤回日期早于答复日期。</translation>
    </message>
    <message>
        <source>The help ends before it begins.</source>
        <translation>帮助的结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>The campaign ends before it begins.</source>
        <translation>专项走访的结束日期早于开始日期。</translation>
    </message>
    <message>
        <source>The adviser&apos;s time ends before it begins.</source>
        <translation>截止日期早于起始日期。</translation>
    </message>
    <message>
        <source>The room is closed before it opens.</source>
        <translation>停用日期早于启用日期。</translation>
    </message>
    <message>
        <source>The stand-in ends before it begins.</source>
        <translation>代班的截止日期早于起始日期。</translation>
    </message>
    <message>
        <source>Performance is due before the agreement.</source>
        <translation>履行期限早于协议日期。</translation>
    </message>
    <message>
        <source>The agreement was signed before it was made.</source>
        <translation>签字日期早于协议日期。</translation>
    </message>
    <message>
        <source>The application lies before what happened.</source>
        <translation>申请日期早于发生日期。</translation>
    </message>
    <message>
        <source>It was accepted before it was applied for.</source>
        <translation>受理日期早于申请日期。</translation>
    </message>
    <message>
        <source>It was ruled on before it was applied for.</source>
        <translation>裁定日期早于申请日期。</translation>
    </message>
    <message>
        <source>The project ends before it begins.</source>
        <translation>资助项目的结束日期早于开始日期。</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>SessionsCard</name>
    <message>
        <source>&amp;Record a session</source>
        <translation>登记调解(&amp;R)</translation>
    </message>
    <message>
        <source>Open the session of {day}</source>
        <translation>打开 {day} 的调解记录</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No session is on record yet.</source>
        <translation>还没有调解记录。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Size of letters</source>
        <translation>字号(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>The language changes with the next unlocking.</source>
        <translation>语言在下次解锁时生效。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock after &amp;idle time of</source>
        <translation>空闲多久后锁定(&amp;I)</translation>
    </message>
    <message>
        <source>Loc&amp;k now (Ctrl+L)</source>
        <translation>立即锁定(Ctrl+L)(&amp;K)</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Te&amp;xt only: photos and PDF wait for a better line</source>
        <translation>只传文字：照片和 PDF 等到线路更好时再传(&amp;X)</translation>
    </message>
</context>
<context>
    <name>SignatureDialog</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销一笔(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keep the signature</source>
        <translation>保存签名(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>SignatureRow</name>
    <message>
        <source>Dra&amp;w it…</source>
        <translation>屏幕签名(&amp;W)…</translation>
    </message>
    <message>
        <source>Photo of the &amp;paper…</source>
        <translation>纸质签收照片(&amp;P)…</translation>
    </message>
    <message>
        <source>Received: {goods}</source>
        <translation>领取：{goods}</translation>
    </message>
    <message>
        <source>Signature for goods</source>
        <translation>签收签名</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>签收签名</translation>
    </message>
    <message>
        <source>Photo of the signed paper</source>
        <translation>纸质签收单的照片</translation>
    </message>
    <message>
        <source>Photos and PDF (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>照片和 PDF (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>SignedPaper</name>
    <message>
        <source>Signed paper</source>
        <translation>已签署文书</translation>
    </message>
    <message>
        <source>Mediation case</source>
        <translation>调解案件</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书种类</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>文书名称</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>签署日期</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Hash of its content</source>
        <translation>内容校验值</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Filled from</source>
        <translation>填写依据</translation>
    </message>
    <message>
        <source>What stood on it</source>
        <translation>签署时的文书内容</translation>
    </message>
    <message>
        <source>Drawn signatures</source>
        <translation>手写签名</translation>
    </message>
</context>
<context>
    <name>SigningDialog</name>
    <message>
        <source>Sign: {paper}</source>
        <translation>签名：{paper}</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>以后再签(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keep as signed</source>
        <translation>签署完毕并存档(&amp;K)</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Keep it without a signature of everybody?</source>
        <translation>还有人没有签名，仍要存档吗？</translation>
    </message>
    <message>
        <source>Not signed yet: {names}. What is kept as signed cannot be changed any more.</source>
        <translation>尚未签名：{names}。存档后不能再修改。</translation>
    </message>
    <message>
        <source>Sign anew…</source>
        <translation>重新签名…</translation>
    </message>
    <message>
        <source>Sign…</source>
        <translation>签名…</translation>
    </message>
    <message>
        <source>Everybody reads the paper, or hears it read out, before signing. Once it is kept as signed, nobody can change it: what is wrong is put right by a new paper.</source>
        <translation>签名前请各方阅读文书，或者向其宣读。存档后任何人都不能修改；有错误的，另做一份新文书更正。</translation>
    </message>
</context>
<context>
    <name>SizePreview</name>
    <message>
        <source>Too large</source>
        <translation>网格过大</translation>
    </message>
    <message numerus="yes">
        <source>%n building(s) go</source>
        <translation>
            <numerusform>划转%n栋楼</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) here</source>
        <translation>
            <numerusform>本机%n条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Who works the old grid works the other one too, from the same moment; nothing leaves their laptops. When somebody takes over, your administrator ends that.</source>
        <translation>原网格的人员同时获得调入网格的权限，电脑上的数据不会删除。由他人接手后，请管理员结束其权限。</translation>
    </message>
    <message>
        <source>Laptops of the old grid first send what is unsent; what they had of these buildings is then deleted there.</source>
        <translation>原网格的电脑先上传未发送的内容，随后删除这些楼栋的数据。</translation>
    </message>
    <message>
        <source>Until your administrator assigns somebody to the new grid, only supervisors see these buildings.</source>
        <translation>在管理员为新网格安排人员之前，只有社区主管能看到这些楼栋。</translation>
    </message>
    <message>
        <source>Reports about earlier days still find the old grid.</source>
        <translation>统计以往日期时仍计入原网格。</translation>
    </message>
    <message>
        <source>It happens by itself on {day}; until then it can be taken back under Grids.</source>
        <translation>将于 {day} 自动生效，此前可在“网格”页撤回。</translation>
    </message>
    <message>
        <source>The new grid</source>
        <translation>新网格</translation>
    </message>
    <message>
        <source>Households {h0} → {h1} · people {p0} → {p1}</source>
        <translation>住户 {h0} → {h1} · 人口 {p0} → {p1}</translation>
    </message>
    <message>
        <source>nobody is named yet</source>
        <translation>尚未指定</translation>
    </message>
    <message>
        <source>On duty: {name}</source>
        <translation>当班：{name}</translation>
    </message>
</context>
<context>
    <name>StandIn</name>
    <message>
        <source>Stand-in</source>
        <translation>代班</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Grid that stands in</source>
        <translation>代班网格</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>To</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <source>Arranged by</source>
        <translation>安排人</translation>
    </message>
</context>
<context>
    <name>StaysSection</name>
    <message>
        <source>Former stays</source>
        <translation>曾住记录</translation>
    </message>
    <message>
        <source>Somebody who is no longer on this computer</source>
        <translation>已不在本机的人员</translation>
    </message>
    <message>
        <source>lived here</source>
        <translation>曾住本户</translation>
    </message>
    <message>
        <source>lived at {address}</source>
        <translation>曾住 {address}</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} 至 {until}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>now at {address}</source>
        <translation>现住 {address}</translation>
    </message>
</context>
<context>
    <name>SubmissionView</name>
    <message>
        <source>This is judged on the page of its case.</source>
        <translation>请在案件页面审核。</translation>
    </message>
    <message>
        <source>the whole visit</source>
        <translation>整条走访</translation>
    </message>
    <message>
        <source>Came back after the remark on “{field}”: {remark}</source>
        <translation>曾就“{field}”退回：{remark}</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提议改为</translation>
    </message>
    <message>
        <source>Stands now</source>
        <translation>当前内容</translation>
    </message>
    <message>
        <source>Not returned: the visit was changed before the remark on “{field}” arrived: {remark}</source>
        <translation>未退回：对“{field}”的意见送达前，走访内容已有改动。意见：{remark}</translation>
    </message>
    <message>
        <source>The person says</source>
        <translation>本人主张</translation>
    </message>
    <message>
        <source>What would leave as a file</source>
        <translation>拟导出的内容</translation>
    </message>
    <message>
        <source>What was handed in</source>
        <translation>上报内容</translation>
    </message>
    <message>
        <source>This visit</source>
        <translation>本次走访</translation>
    </message>
    <message>
        <source>No visit before</source>
        <translation>以前没有走访</translation>
    </message>
    <message>
        <source>Last time: {day}, {worker}</source>
        <translation>上次：{day}，{worker}</translation>
    </message>
    <message>
        <source>was: {value}</source>
        <translation>原为：{value}</translation>
    </message>
    <message>
        <source>to act on the report of danger</source>
        <translation>处置危险情况</translation>
    </message>
    <message>
        <source>&amp;Open the case</source>
        <translation>打开案件(&amp;O)</translation>
    </message>
    <message>
        <source>{step} ({key})</source>
        <translation>{step}({key})</translation>
    </message>
</context>
<context>
    <name>SummaryCard</name>
    <message>
        <source>Rows</source>
        <translation>逐行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Only rows worth a &amp;look</source>
        <translation>只看需要留意的行(&amp;L)</translation>
    </message>
    <message>
        <source>Fill in missing birth dates and sex from identity &amp;numbers</source>
        <translation>缺少出生日期和性别时按身份证号补充(&amp;N)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) taken</source>
        <translation>
            <numerusform>采用 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mended</source>
        <translation>
            <numerusform>改正 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>拒绝 %n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>略过 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Differences ({count})</source>
        <translation>差异（{count}）</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) to save</source>
        <translation>
            <numerusform>待保存 %n 处修改</numerusform>
        </translation>
    </message>
    <message>
        <source>everything is there already</source>
        <translation>内容都已存在</translation>
    </message>
</context>
<context>
    <name>SyncIndicator</name>
    <message>
        <source>Sync: {state}</source>
        <translation>同步：{state}</translation>
    </message>
    <message>
        <source>Open the sync page</source>
        <translation>打开同步页面</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>My p&amp;roposals</source>
        <translation>我的提议(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Send now (F5)</source>
        <translation>立即同步(F5)(&amp;S)</translation>
    </message>
    <message>
        <source>Your records are being received</source>
        <translation>正在接收您的记录</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was recorded on this computer yet.</source>
        <translation>本机还没有登记过内容。</translation>
    </message>
    <message>
        <source>{done} of {all} on the server</source>
        <translation>{all} 项中 {done} 项已在服务器</translation>
    </message>
    <message>
        <source>{done} of them in a backup of the server</source>
        <translation>其中 {done} 项已进入服务器备份</translation>
    </message>
    <message>
        <source>Last time: {up} sent, {down} received, {records} records.</source>
        <translation>上次：发送 {up}，接收 {down}，{records} 条记录。</translation>
    </message>
    <message>
        <source>This computer has not reached the server yet. All work is kept here, encrypted.</source>
        <translation>本机还没有连上过服务器。全部内容都加密保存在本机。</translation>
    </message>
    <message>
        <source>Last contact: {moment}</source>
        <translation>上次联系：{moment}</translation>
    </message>
    <message>
        <source>A laptop&apos;s records were copied or put back from earlier</source>
        <translation>有一台电脑的数据被复制过，或被恢复到了以前的状态</translation>
    </message>
    <message>
        <source>Both copies go on apart, and no work is lost. If nobody meant to do this, stop the device.</source>
        <translation>两份数据会各自继续同步，内容不会丢失。如果没有人有意这样做，请停用这台设备。</translation>
    </message>
    <message numerus="yes">
        <source>%n laptop(s) are suspended</source>
        <translation>
            <numerusform>已暂停 %n 台笔记本</numerusform>
        </translation>
    </message>
    <message>
        <source>Work is done in two copies of the same records, against each other. Nothing is lost: what they send waits under left-behind work. Speak to the person, then let the administrator admit the device again, or stop it and set the laptop up anew.</source>
        <translation>同一份资料有两个副本在同时使用，互相干扰。内容不会丢失：它们发来的内容都在“遗留工作”中等待处理。请先与本人核实，再请管理员恢复该设备，或停用后重新设置这台笔记本。</translation>
    </message>
    <message>
        <source>&amp;Understood</source>
        <translation>知道了(&amp;U)</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) wait to be sent</source>
        <translation>
            <numerusform>%n 条记录待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>since {moment}</source>
        <translation>{moment} 起</translation>
    </message>
    <message>
        <source>D&amp;ecide</source>
        <translation>去处理(&amp;E)</translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s) need a decision</source>
        <translation>
            <numerusform>%n 处冲突需要您决定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) need you</source>
        <translation>
            <numerusform>%n 处修改需要您处理</numerusform>
        </translation>
    </message>
    <message>
        <source>They are not on the record. What you wrote is kept here and with your supervisor.</source>
        <translation>这些修改没有写入记录；您写的内容保存在本机和主管处。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Done with it</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开{name}</translation>
    </message>
    <message>
        <source>Done with {name}</source>
        <translation>{name}已处理</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>已上交</translation>
    </message>
    <message>
        <source>These values have left this computer; only the server can read them.</source>
        <translation>这些内容已离开本机，只有服务器能读取。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncReason</name>
    <message>
        <source>A colleague answered this dispute first, and that counts. If you began a case with it, speak with the colleague: where it is one matter, open yours under Mediation and choose “Application withdrawn”.</source>
        <translation>该移交线索已由同事先行处理，以先处理的为准。如您已据此立案，请与同事沟通；确属同一纠纷的，请在“矛盾调解”中打开自己的案件，选择“申请撤回”。</translation>
    </message>
    <message>
        <source>This record is not in your grids. Your supervisor has it and decides.</source>
        <translation>这条记录不在您的网格内。主管已收到，由主管决定。</translation>
    </message>
    <message>
        <source>Your role may not change this. Your supervisor has it and decides.</source>
        <translation>您的岗位不能修改此项。主管已收到，由主管决定。</translation>
    </message>
    <message>
        <source>You left this grid, or the record went to another one, before it was sent. Your supervisor has it and decides.</source>
        <translation>上传前您已离开该网格，或记录已转到其他网格。已转交主管处理。</translation>
    </message>
    <message>
        <source>The record was merged into one of a grid that you do not work in. What you wrote is kept: your supervisor has it and can write it there.</source>
        <translation>该记录已并入其他网格的一条记录。您填写的内容已保留，由主管处理，可写入那条记录。</translation>
    </message>
    <message>
        <source>Another part of the same form was refused.</source>
        <translation>同一表单的另一部分被拒绝。</translation>
    </message>
    <message>
        <source>The server does not know this field yet. It is kept for later.</source>
        <translation>服务器还不认识这一栏，先保留。</translation>
    </message>
    <message>
        <source>The server does not know this kind of record yet. It is kept for later.</source>
        <translation>服务器还不认识这类记录，先保留。</translation>
    </message>
    <message>
        <source>The value has a form that cannot be kept. Please mend it.</source>
        <translation>这个值的格式无法保存，请改正。</translation>
    </message>
    <message>
        <source>Another grid has this building already. Please ask your supervisor which one it is.</source>
        <translation>该楼栋已属于其他网格，请向主管核实归属。</translation>
    </message>
    <message>
        <source>The project has no place left: others were first. What you wrote is kept. When your supervisor has given it more places, open it and send it again.</source>
        <translation>该资助项目的名额已满，别人先登记了。您填写的内容已保留：等主管增加名额后，打开项目再次提交即可。</translation>
    </message>
    <message>
        <source>Nobody of this name works in the community, so the case went to nobody. Choose the colleague again.</source>
        <translation>本社区没有使用这个账号的工作人员，案件没有发给任何人。请重新选择同事。</translation>
    </message>
    <message>
        <source>The server does not know what this change was based on.</source>
        <translation>服务器不知道这处修改的依据。</translation>
    </message>
    <message>
        <source>A reason was missing.</source>
        <translation>缺少理由。</translation>
    </message>
    <message>
        <source>The record was taken away meanwhile.</source>
        <translation>其间记录已被删除。</translation>
    </message>
    <message>
        <source>Something about this household waits for a decision. Decide that first.</source>
        <translation>该户还有待决定的事项，请先处理。</translation>
    </message>
    <message>
        <source>Too much hangs on it to be moved at once.</source>
        <translation>关联内容太多，无法一次迁移。</translation>
    </message>
    <message>
        <source>Too much hangs on it to be erased at once.</source>
        <translation>关联的内容太多，不能一次清除。</translation>
    </message>
    <message>
        <source>These two cannot be one record.</source>
        <translation>这两条不能合为一条记录。</translation>
    </message>
    <message>
        <source>The record was merged into another one meanwhile.</source>
        <translation>该记录已并入另一条记录。</translation>
    </message>
    <message>
        <source>Your access had ended. Your supervisor has it and decides.</source>
        <translation>您的使用权限已结束。主管已收到，由主管决定。</translation>
    </message>
    <message>
        <source>The server was restored. This waits until what it builds on has come back.</source>
        <translation>服务器做过恢复。此项等待所依据的内容回来。</translation>
    </message>
    <message>
        <source>It cannot be applied as it is. Look at it once more, or dismiss it with a reason.</source>
        <translation>目前无法生效。请再看一看，或写明原因后不采用。</translation>
    </message>
    <message>
        <source>Somebody was first: the matter has moved on meanwhile.</source>
        <translation>有人先办了，事情已有进展。</translation>
    </message>
    <message>
        <source>This is not allowed.</source>
        <translation>不允许这样做。</translation>
    </message>
    <message>
        <source>The server could not make sense of it.</source>
        <translation>服务器无法理解。</translation>
    </message>
    <message>
        <source>The record was moved to another community.</source>
        <translation>记录已转到另一社区。</translation>
    </message>
    <message>
        <source>It is kept aside; your supervisor has it.</source>
        <translation>已另行保存，主管可见。</translation>
    </message>
    <message>
        <source>The household moved to another community (code {community}). What you wrote is kept here: tell it to the colleagues there if they need it.</source>
        <translation>该户已转到其他社区（代码 {community}）。您填写的内容保留在此；如对方需要，请告知那里的同事。</translation>
    </message>
    <message>
        <source>Somebody changed the case file meanwhile. Mend it and take the step again; what it needs: {needed}</source>
        <translation>案卷期间有改动。请补正后重新操作；此步骤须满足：{needed}</translation>
    </message>
    <message>
        <source>It was decided before this arrived, and that counts: {state}. Nothing else changed.</source>
        <translation>在此之前已有人作出决定，以该决定为准：{state}。其他内容没有改变。</translation>
    </message>
    <message>
        <source>Its author withdrew it before your decision arrived: there is nothing left to decide.</source>
        <translation>在您的决定送达之前，提出人已撤回：无需再作决定。</translation>
    </message>
</context>
<context>
    <name>SyncStatus</name>
    <message>
        <source>All on the server</source>
        <translation>全部已在服务器</translation>
    </message>
    <message>
        <source>%n waiting</source>
        <translation>%n 条待上传</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Sending %n</source>
        <translation>正在上传 %n 条</translation>
    </message>
    <message>
        <source>Offline · %n waiting</source>
        <translation>离线 · %n 条待上传</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Update needed · %n waiting</source>
        <translation>需要更新 · %n 条待上传</translation>
    </message>
    <message>
        <source>Update needed</source>
        <translation>需要更新</translation>
    </message>
    <message>
        <source>Needs you: %n</source>
        <translation>需要您：%n 件</translation>
    </message>
</context>
<context>
    <name>TakesBack</name>
    <message>
        <source>Taken back; it will be sent.</source>
        <translation>已改回，将会上传。</translation>
    </message>
    <message>
        <source>Proposed: it stands once a supervisor has agreed.</source>
        <translation>已提交申请：主管同意后生效。</translation>
    </message>
    <message>
        <source>It comes back with the next sync.</source>
        <translation>下次同步后恢复。</translation>
    </message>
    <message>
        <source>Proposed: the two are separate again once a supervisor has agreed.</source>
        <translation>已提出：主管同意后，两条记录即恢复分开。</translation>
    </message>
    <message>
        <source>Is “{what}” somebody or something else than the record that was kept?</source>
        <translation>“{what}”与保留的记录不是同一个吗？</translation>
    </message>
    <message>
        <source>The other record comes back with what went over from it. What somebody has changed since then stays where it is. A supervisor decides about it, who is not the one that proposes it.</source>
        <translation>另一条记录会恢复，转出的内容也随之转回；此后有人改动过的保持不变。由不是申请人的主管决定。</translation>
    </message>
    <message>
        <source>&amp;Propose to undo the merge</source>
        <translation>建议撤销合并(&amp;P)</translation>
    </message>
    <message>
        <source>Now: {now}
Then: {then}</source>
        <translation>现在：{now}
当时：{then}</translation>
    </message>
    <message>
        <source>A supervisor decides about it; until then the value of now stands.</source>
        <translation>由主管决定；在此之前现在的值不变。</translation>
    </message>
    <message>
        <source>Take the earlier value of “{field}” back?</source>
        <translation>把“{field}”改回当时的值吗？</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>改回(&amp;T)</translation>
    </message>
    <message>
        <source>This record is not on this computer any more.</source>
        <translation>这条记录已不在本机。</translation>
    </message>
    <message>
        <source>This value stands already.</source>
        <translation>现在就是这个值。</translation>
    </message>
    <message>
        <source>Somebody else has to change this. You can ask for a correction.</source>
        <translation>这一项须由其他人修改，可以提出更正请求。</translation>
    </message>
    <message>
        <source>The earlier value does not fit what is there now: {problems}</source>
        <translation>当时的值与现在的内容不符：{problems}</translation>
    </message>
</context>
<context>
    <name>ThirdValue</name>
    <message>
        <source>Another value</source>
        <translation>另填一个值</translation>
    </message>
    <message>
        <source>Write this ({key})</source>
        <translation>用这个值({key})</translation>
    </message>
</context>
<context>
    <name>TimesDialog</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Begun at</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>结束时间</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
</context>
<context>
    <name>TodayNotices</name>
    <message numerus="yes">
        <source>%n matter(s) need your decision</source>
        <translation>
            <numerusform>%n 件事等您决定</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Decide</source>
        <translation>去决定(&amp;D)</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) came back to you: {remark}</source>
        <translation>
            <numerusform>%n 条走访被退回：{remark}</numerusform>
        </translation>
    </message>
    <message>
        <source>Op&amp;en</source>
        <translation>打开(&amp;E)</translation>
    </message>
    <message>
        <source>{colleague} declined the visit to {name}: {reason}</source>
        <translation>{colleague} 未接手对 {name} 的走访：{reason}</translation>
    </message>
    <message>
        <source>The visit to {name} was taken back from you: {reason}</source>
        <translation>对 {name} 的走访已从您处收回：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>%n more to read</source>
        <translation>
            <numerusform>另有 %n 项待看</numerusform>
        </translation>
    </message>
    <message>
        <source>Put awa&amp;y</source>
        <translation>知道了(&amp;Y)</translation>
    </message>
    <message numerus="yes">
        <source>%n care plan(s) to review</source>
        <translation>
            <numerusform>%n 份关爱计划到期复核</numerusform>
        </translation>
    </message>
    <message>
        <source>Revie&amp;w</source>
        <translation>去复核(&amp;W)</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) of residents wait for an answer, the first by {day}</source>
        <translation>
            <numerusform>%n 件居民请求待答复，最早的期限是{day}</numerusform>
        </translation>
    </message>
    <message>
        <source>See the re&amp;quest</source>
        <translation>查看请求(&amp;Q)</translation>
    </message>
    <message>
        <source>{by} stands in for {grid} until {day}</source>
        <translation>{by}代班{grid}，至{day}</translation>
    </message>
    <message>
        <source>{day}: {name} turns {age}</source>
        <translation>{day}：{name}满 {age} 岁</translation>
    </message>
    <message numerus="yes">
        <source>%n more this week</source>
        <translation>
            <numerusform>本周还有 %n 位</numerusform>
        </translation>
    </message>
    <message>
        <source>See the househo&amp;ld</source>
        <translation>查看住户(&amp;L)</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>Open the &amp;household</source>
        <translation>打开住户(&amp;H)</translation>
    </message>
    <message>
        <source>Tour sheet</source>
        <translation>走访路线单</translation>
    </message>
    <message>
        <source>Chan&amp;ge the plan</source>
        <translation>调整计划(&amp;G)</translation>
    </message>
    <message>
        <source>Narrow the list</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Note a ma&amp;jor change…</source>
        <translation>记录重大变故(&amp;J)…</translation>
    </message>
    <message>
        <source>Somebody fell, came home from hospital, lost somebody (Ctrl+M)</source>
        <translation>有人跌倒、出院回家、亲人去世等（Ctrl+M）</translation>
    </message>
    <message>
        <source>Visits due</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>Noted: {name} is called on within 24 hours.</source>
        <translation>已记录：24 小时内走访{name}。</translation>
    </message>
    <message>
        <source>This was noted before: {name} is called on within 24 hours of it.</source>
        <translation>此前已有人记录：从那时起 24 小时内走访{name}。</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Nobody fits.</source>
        <translation>没有符合条件的。</translation>
    </message>
    <message>
        <source>Try fewer filters.</source>
        <translation>请减少筛选条件。</translation>
    </message>
    <message>
        <source>Why, and what helps</source>
        <translation>缘由与需要</translation>
    </message>
    <message>
        <source>Nobody waits for a visit today.</source>
        <translation>今天没有等待走访的住户。</translation>
    </message>
    <message>
        <source>Visits appear here on the day that a care plan names. Ctrl+K finds any household.</source>
        <translation>到了关爱计划的日期，走访会出现在这里。按 Ctrl+K 可找任何住户。</translation>
    </message>
    <message>
        <source>Household waiting</source>
        <translation>住户等候中</translation>
    </message>
    <message>
        <source>In the next days</source>
        <translation>近日</translation>
    </message>
    <message>
        <source>Major change</source>
        <translation>重大变故</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项走访</translation>
    </message>
    <message>
        <source>By phone</source>
        <translation>电话联系</translation>
    </message>
    <message>
        <source>With a colleague</source>
        <translation>已转交同事</translation>
    </message>
    <message>
        <source>visits are still arriving</source>
        <translation>走访记录还在接收</translation>
    </message>
    <message>
        <source>counting who waits…</source>
        <translation>正在统计待走访的住户…</translation>
    </message>
    <message numerus="yes">
        <source>%n household(s) waiting</source>
        <translation>
            <numerusform>%n 户在等待</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due today</source>
        <translation>
            <numerusform>今天 %n 户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the next days</source>
        <translation>
            <numerusform>近几天 %n 户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be asked for consent</source>
        <translation>
            <numerusform>%n 人待征求同意</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n declined three times</source>
        <translation>
            <numerusform>%n 人三次婉拒，不再上门</numerusform>
        </translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>上次走访</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
</context>
<context>
    <name>ToldApart</name>
    <message>
        <source>No duplicates</source>
        <translation>并非重复</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Other household</source>
        <translation>另一住户</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Other resident</source>
        <translation>另一居民</translation>
    </message>
    <message>
        <source>Still said</source>
        <translation>仍然成立</translation>
    </message>
</context>
<context>
    <name>TourLine</name>
    <message>
        <source>Recorded</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>{name}: what happened</source>
        <translation>{name}：结果</translation>
    </message>
    <message>
        <source>{name}: what was said</source>
        <translation>{name}：谈话内容</translation>
    </message>
    <message>
        <source>{name}: follow-up</source>
        <translation>{name}：后续事项</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>谈话内容</translation>
    </message>
</context>
<context>
    <name>TourPage</name>
    <message>
        <source>Enter a tour</source>
        <translation>录入路线单</translation>
    </message>
    <message>
        <source>Record what is &amp;filled in</source>
        <translation>登记已填的行(&amp;F)</translation>
    </message>
    <message>
        <source>The tour is being read.</source>
        <translation>正在读取路线单。</translation>
    </message>
    <message>
        <source>Say what happened as well: 1, 2 or 3.</source>
        <translation>请补选走访结果：1、2或3。</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) recorded; they will be sent.</source>
        <translation>
            <numerusform>已登记 %n 次走访，稍后发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>This household is no longer on this computer.</source>
        <translation>这户资料已不在本机。</translation>
    </message>
    <message>
        <source>Nobody waits for a visit at the door.</source>
        <translation>现在没有需要上门的住户。</translation>
    </message>
    <message>
        <source>Print the tour sheet on the page Today in the morning; its doors appear here.</source>
        <translation>早上在“今日”页打印走访路线单，单上的住户会列在这里。</translation>
    </message>
    <message>
        <source>Number {numbers} of the sheet is no longer here under this name: moved away, or merged with somebody. Ctrl+K finds who is here; keep the paper until you know.</source>
        <translation>路线单第{numbers}号已不在名单中：可能已迁出，或已与他人合并。可按Ctrl+K查找；查清前请保留纸质路线单。</translation>
    </message>
    <message>
        <source>{done} of {all} recorded</source>
        <translation>已登记 {done} / {all}</translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Your records lie encrypted on this computer. The passphrase opens them, without a network.</source>
        <translation>您的资料加密保存在本机，输入口令即可打开，不需要网络。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开……</translation>
    </message>
</context>
<context>
    <name>Value</name>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>not in your grids, or not here any more</source>
        <translation>不在您的网格内，或已不在这里</translation>
    </message>
</context>
<context>
    <name>Visit</name>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>住户</translation>
    </message>
    <message>
        <source>Person visited</source>
        <translation>受访人</translation>
    </message>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Date of the visit</source>
        <translation>走访日期</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>走访类别</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Somebody was met</source>
        <translation>是否见到人</translation>
    </message>
    <message>
        <source>The visit was declined</source>
        <translation>是否婉拒</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>需求</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>谈话内容</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>后续事项</translation>
    </message>
    <message>
        <source>Next visit</source>
        <translation>下次走访</translation>
    </message>
    <message>
        <source>What was promised</source>
        <translation>承诺事项</translation>
    </message>
    <message>
        <source>Goods handed over</source>
        <translation>发放物品</translation>
    </message>
    <message>
        <source>How the receipt is signed</source>
        <translation>签收方式</translation>
    </message>
    <message>
        <source>Signature for goods</source>
        <translation>签收签名</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Consent to photos inside the home</source>
        <translation>同意在家中拍照</translation>
    </message>
    <message>
        <source>Grid worker</source>
        <translation>网格员</translation>
    </message>
    <message>
        <source>Recorded at</source>
        <translation>登记时间</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审核状态</translation>
    </message>
    <message>
        <source>Field of the remark</source>
        <translation>意见所指栏目</translation>
    </message>
    <message>
        <source>Supervisor&apos;s remark</source>
        <translation>主管意见</translation>
    </message>
</context>
<context>
    <name>Visit due</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>today by {time}</source>
        <translation>今天 {time} 前</translation>
    </message>
    <message>
        <source>by tomorrow {time}</source>
        <translation>明天 {time} 前</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>arriving</source>
        <translation>接收中</translation>
    </message>
    <message>
        <source>{colleague} offers you: {name}, {address}</source>
        <translation>{colleague} 请您接手：{name}，{address}</translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation>由{name}走访</translation>
    </message>
    <message>
        <source>with a colleague</source>
        <translation>已转交同事</translation>
    </message>
    <message>
        <source>offered to {name}, waiting for an answer</source>
        <translation>待 {name} 接手</translation>
    </message>
    <message>
        <source>{name} promised: {what}</source>
        <translation>{name} 承诺：{what}</translation>
    </message>
    <message>
        <source>waiting for %n day(s)</source>
        <translation>住户已等候 %n 天</translation>
    </message>
    <message>
        <source>in %n day(s)</source>
        <translation>%n 天后</translation>
    </message>
</context>
<context>
    <name>VisitException</name>
    <message>
        <source>Change to a planned visit</source>
        <translation>计划走访变更</translation>
    </message>
    <message>
        <source>Care plan</source>
        <translation>关爱计划</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>期间</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Moved to</source>
        <translation>改到</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Handed over to</source>
        <translation>转交给</translation>
    </message>
</context>
<context>
    <name>VisitFilters</name>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>后续</translation>
    </message>
    <message>
        <source>Level of care</source>
        <translation>关爱层级</translation>
    </message>
    <message>
        <source>Visited by</source>
        <translation>走访人</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>This quarter</source>
        <translation>本季度</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>本年</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <source>✎ Supervisor: {remark}</source>
        <translation>✎ 主管：{remark}</translation>
    </message>
    <message>
        <source>{name} (no longer lives here)</source>
        <translation>{name}（已不在此居住）</translation>
    </message>
    <message>
        <source>Alt+J leads here</source>
        <translation>按 Alt+J 直接到这里</translation>
    </message>
    <message>
        <source>if left empty: {day}</source>
        <translation>不填则为 {day}</translation>
    </message>
    <message>
        <source>by the plan: {day}</source>
        <translation>按计划：{day}</translation>
    </message>
</context>
<context>
    <name>VisitFormPage</name>
    <message>
        <source>Record a visit</source>
        <translation>登记走访</translation>
    </message>
    <message>
        <source>The form is being opened.</source>
        <translation>正在打开表单。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep as draft</source>
        <translation>存为草稿(&amp;K)</translation>
    </message>
    <message>
        <source>This household is not on this computer.</source>
        <translation>本机没有这户资料。</translation>
    </message>
    <message>
        <source>It may have moved to another grid. Ctrl+K finds what is here.</source>
        <translation>可能已转到其他网格。按 Ctrl+K 可搜索本机资料。</translation>
    </message>
    <message>
        <source>Note a major change…</source>
        <translation>记录重大变故…</translation>
    </message>
    <message>
        <source>Somebody fell, came home from hospital, lost somebody (Ctrl+M)</source>
        <translation>有人跌倒、出院回家、亲人去世等（Ctrl+M）</translation>
    </message>
    <message>
        <source>&amp;Report danger…</source>
        <translation>上报危险情况(&amp;R)…</translation>
    </message>
    <message>
        <source>Somebody is in danger: whom to call, and the report to the supervisor</source>
        <translation>有人处于危险中：拨打哪些电话，以及向主管的上报</translation>
    </message>
    <message>
        <source>Saved on this computer; it will be sent.</source>
        <translation>已保存在本机，稍后发送。</translation>
    </message>
    <message>
        <source>Noted. Unless {name} is met on this visit, somebody calls within 24 hours.</source>
        <translation>已记录。如本次未见到{name}，24 小时内再走访。</translation>
    </message>
    <message>
        <source>This was noted before. Unless {name} is met on this visit, somebody calls soon.</source>
        <translation>此前已有人记录。如本次未见到{name}，请尽快再走访。</translation>
    </message>
    <message>
        <source>The draft is kept on this computer.</source>
        <translation>草稿已保存在本机。</translation>
    </message>
    <message>
        <source>Discard what you typed?</source>
        <translation>放弃已输入的内容？</translation>
    </message>
    <message>
        <source>The draft is deleted. What was saved before stays as it is.</source>
        <translation>草稿已删除，之前保存的内容不变。</translation>
    </message>
    <message>
        <source>&amp;Discard it</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>This visit came back with a remark. Mend it, then submit it again.</source>
        <translation>这条走访附意见退回。请改正后再次提交。</translation>
    </message>
    <message>
        <source>This visit is approved. What you change is proposed to the supervisor.</source>
        <translation>这条走访已通过；您的修改将作为提议交主管。</translation>
    </message>
    <message>
        <source>What you asked for was merged into this household; this is its form.</source>
        <translation>您要找的住户已并入这一户，现在打开的是这一户的走访登记。</translation>
    </message>
    <message>
        <source>Your draft is back, as you left it.</source>
        <translation>您的草稿已恢复原样。</translation>
    </message>
    <message>
        <source>What you typed is kept: {text}</source>
        <translation>您填写的内容已保留：{text}</translation>
    </message>
    <message>
        <source>What this visit belongs to is no longer on this computer, so nothing was saved. What you typed stays here.</source>
        <translation>该走访所属的记录已不在本机，未能保存。您填写的内容仍留在这里。</translation>
    </message>
    <message>
        <source>&amp;Submit again</source>
        <translation>再次提交(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Submit</source>
        <translation>提交(&amp;S)</translation>
    </message>
</context>
<context>
    <name>VisitOffer</name>
    <message>
        <source>Handing over</source>
        <translation>转交情况</translation>
    </message>
    <message>
        <source>Offered to</source>
        <translation>拟转交给</translation>
    </message>
    <message>
        <source>Offered by</source>
        <translation>转交人</translation>
    </message>
    <message>
        <source>Whose it was</source>
        <translation>原负责人</translation>
    </message>
    <message>
        <source>Why it is offered</source>
        <translation>转交理由</translation>
    </message>
    <message>
        <source>Why it was declined or taken back</source>
        <translation>不接手或收回的理由</translation>
    </message>
    <message>
        <source>Offer to a colleague</source>
        <translation>转交同事</translation>
    </message>
    <message>
        <source>With whose it is</source>
        <translation>由原负责人办理</translation>
    </message>
    <message>
        <source>Offered, waiting for an answer</source>
        <translation>待同事答复</translation>
    </message>
    <message>
        <source>Accepted by the colleague</source>
        <translation>同事已接手</translation>
    </message>
    <message>
        <source>Declined by the colleague</source>
        <translation>同事未接手</translation>
    </message>
    <message>
        <source>Taken back from the colleague</source>
        <translation>已从同事处收回</translation>
    </message>
    <message>
        <source>Withdraw the offer</source>
        <translation>撤回转交</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>不接手</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>&amp;This month</source>
        <translation>本月(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Last month</source>
        <translation>上月(&amp;L)</translation>
    </message>
    <message>
        <source>Month report</source>
        <translation>走访月报</translation>
    </message>
    <message>
        <source>Quick &amp;notes</source>
        <translation>便签(&amp;N)</translation>
    </message>
    <message>
        <source>Enter a &amp;tour</source>
        <translation>补录走访(&amp;T)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Save this list as an Excel file (Ctrl+E)</source>
        <translation>将此列表保存为 Excel 文件 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Record a &amp;visit</source>
        <translation>登记走访(&amp;V)</translation>
    </message>
    <message>
        <source>You have recorded no visit yet.</source>
        <translation>您还没有登记过走访。</translation>
    </message>
    <message>
        <source>Choose a household, or open Today to see who waits.</source>
        <translation>请选择住户，或打开“今日”看谁在等待。</translation>
    </message>
    <message numerus="yes">
        <source>%n recorded</source>
        <translation>
            <numerusform>已登记 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n draft(s)</source>
        <translation>
            <numerusform>%n 条草稿</numerusform>
        </translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>no longer on this computer</source>
        <translation>已不在本机</translation>
    </message>
    <message>
        <source>{kind}, nobody met</source>
        <translation>{kind}，未遇</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>后续事项</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Unsaved draft</source>
        <translation>未提交草稿</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
</context>
<context>
    <name>VisitsSection</name>
    <message numerus="yes">
        <source>Visits: %n</source>
        <translation>
            <numerusform>走访：%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has visited here yet.</source>
        <translation>还没有人来过。</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n visits</source>
        <translation>
            <numerusform>显示全部 %n 次走访</numerusform>
        </translation>
    </message>
    <message>
        <source>Promised for {day}: {promise}</source>
        <translation>承诺 {day} 办理：{promise}</translation>
    </message>
    <message>
        <source>{name} promised for {day}: {promise}</source>
        <translation>{name} 承诺 {day} 办理：{promise}</translation>
    </message>
    <message>
        <source>Open the visit of {day}</source>
        <translation>打开 {day} 的走访</translation>
    </message>
    <message>
        <source>met</source>
        <translation>已见到</translation>
    </message>
    <message>
        <source>nobody met</source>
        <translation>未遇</translation>
    </message>
    <message>
        <source>Needs a decision</source>
        <translation>需要决定</translation>
    </message>
    <message>
        <source>Not yet on the server</source>
        <translation>尚未到服务器</translation>
    </message>
</context>
<context>
    <name>WaitNote</name>
    <message numerus="yes">
        <source>The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>%n 秒后可以再试。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WalkLine</name>
    <message>
        <source>1 In order</source>
        <translation>1 正常</translation>
    </message>
    <message>
        <source>2 Something found</source>
        <translation>2 发现问题</translation>
    </message>
    <message>
        <source>3 Not reached</source>
        <translation>3 未能到达</translation>
    </message>
    <message>
        <source>Keep as a note</source>
        <translation>记为便签</translation>
    </message>
    <message>
        <source>Kept as a note</source>
        <translation>已记为便签</translation>
    </message>
    <message>
        <source>What was found; Enter goes on</source>
        <translation>发现了什么（回车到下一点）</translation>
    </message>
    <message>
        <source>Why; Enter goes on</source>
        <translation>为什么没到（回车到下一点）</translation>
    </message>
    <message>
        <source>{place}: finding</source>
        <translation>{place}：结果</translation>
    </message>
    <message>
        <source>{place}: what was found</source>
        <translation>{place}：发现情况</translation>
    </message>
    <message>
        <source>{place}: keep as a note</source>
        <translation>{place}：记为便签</translation>
    </message>
    <message>
        <source>No longer in the plan</source>
        <translation>已移出计划</translation>
    </message>
</context>
<context>
    <name>WalkRows</name>
    <message>
        <source>The plan has no points. Begin and end are noted all the same.</source>
        <translation>这个计划没有点位，开始和结束时间照样记录。</translation>
    </message>
    <message>
        <source>This point was taken out of the plan, or the walk was removed. What you write here is kept as a quick note.</source>
        <translation>这个点位已移出计划，或这次巡查已被删除。您在这里写的会记为便签。</translation>
    </message>
</context>
<context>
    <name>WalkView</name>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Times…</source>
        <translation>改时间(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Go on with it</source>
        <translation>继续巡查(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;End</source>
        <translation>结束巡查(&amp;E)</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>A remark about the whole walk</source>
        <translation>对整次巡查的备注</translation>
    </message>
    <message>
        <source>{done} of {all} points checked</source>
        <translation>已查 {done}/{all} 个点位</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Kept among your quick notes.</source>
        <translation>已记入您的便签。</translation>
    </message>
</context>
<context>
    <name>Withdrawing</name>
    <message>
        <source>Withdraw it?</source>
        <translation>确定撤回吗？</translation>
    </message>
    <message>
        <source>Nobody decides about it any more, and nothing changes. If somebody has decided it before this arrives, that decision counts, and you are told so. It can be proposed again.</source>
        <translation>撤回后不再有人审批，记录不变。如果撤回送达之前已有人作出决定，则以该决定为准，并会告知您。之后可以重新提出。</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>撤回(&amp;W)</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>昨天 {time}</translation>
    </message>
</context>
<context>
    <name>Workbook</name>
    <message>
        <source>The file cannot be opened. Is another program using it?</source>
        <translation>无法打开文件，是否被其他程序占用？</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>This is a web page, not a workbook. Open it in Excel and save it as .xlsx.</source>
        <translation>这是网页，不是工作簿。请用 Excel 打开后另存为 .xlsx。</translation>
    </message>
    <message>
        <source>This is a text file. Open it in Excel and save it as .xlsx.</source>
        <translation>这是文本文件。请用 Excel 打开后另存为 .xlsx。</translation>
    </message>
    <message>
        <source>This is a picture or a PDF, not a workbook.</source>
        <translation>这是图片或 PDF，不是工作簿。</translation>
    </message>
    <message>
        <source>This is an older or another format. Open it in Excel or WPS and save it as .xlsx.</source>
        <translation>这是旧格式或其他格式。请用 Excel 或 WPS 打开后另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The workbook is protected by a password. Remove the password in Excel, then try again.</source>
        <translation>工作簿有密码保护。请在 Excel 中取消密码后再试。</translation>
    </message>
    <message>
        <source>This is not an Excel workbook.</source>
        <translation>这不是 Excel 工作簿。</translation>
    </message>
    <message>
        <source>The workbook is damaged or not complete. Ask for the file once more.</source>
        <translation>工作簿损坏或不完整，请重新索要文件。</translation>
    </message>
    <message>
        <source>The workbook is too large. Divide it into several files.</source>
        <translation>工作簿太大，请分成几个文件。</translation>
    </message>
    <message>
        <source>The sheet has too many rows. Divide it into several files.</source>
        <translation>行数太多，请分成几个文件。</translation>
    </message>
    <message>
        <source>The sheet has too many columns. Delete those that are not needed.</source>
        <translation>列数太多，请删去不需要的列。</translation>
    </message>
    <message>
        <source>No row of headings was found, such as 姓名 and 住址, or 场所名称 and 类型. Is this the right sheet?</source>
        <translation>没有找到表头（如“姓名”“住址”，或“场所名称”“类型”）。是这张表吗？</translation>
    </message>
    <message>
        <source>A column that is needed is missing.</source>
        <translation>缺少必需的列。</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message>
        <source>All ({count})</source>
        <translation>全部（{count}）</translation>
    </message>
</context>
</TS>
