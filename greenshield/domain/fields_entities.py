"""The fields of what stands beside issues: areas, zones, photos, actors, campaigns and the rest."""

from __future__ import annotations

from greenshield.domain.field_spec import DIVISION, SHA256, catalogue
from greenshield.domain.field_spec import FieldSpec as F

_VERSIONED = (
    F("valid_from", "生效日期", "valid from", "date"),
    F("valid_to", "失效日期", "valid until", "date"),
    F("version", "版本", "version"),
    F("geom", "边界", "boundary", "geometry"),
    F("source_crs", "原始坐标系", "original coordinate system"),
    F("source_file", "来源文件", "file it came from"),
    F("source_sha256", "来源文件哈希", "hash of the file", pattern=SHA256),
    F("source_layer", "来源图层", "layer it came from"),
    F("area_m2", "面积", "area", "decimal", "m2", derived=True),
    F("vertices", "节点数", "vertices", "int", derived=True),
    F("remark", "备注", "remark", many_lines=True),
)

AREA = catalogue(
    (
        F("kind", "图层类别", "kind of layer", "code", code_table="area_kind", required="R"),
        F("code", "编号", "code"),
        F("name", "名称", "name", required="R"),
        F("area_level", "级别", "level", "code", code_table="area_level"),
        F("area_type", "类型", "type", "code", code_table="area_type"),
        F("area_class", "保护类别", "class", "code", code_table="area_class"),
        F("division_code", "行政区划代码", "division code", pattern=DIVISION),
        F("authority", "管理机构", "authority"),
        F("approval_doc", "批准文件", "approval document"),
        F("established_on", "设立时间", "established", "partial_date"),
        F("version_of", "所续边界", "boundary it is a version of"),
        *_VERSIONED,
    )
)

ZONE = catalogue(
    (
        F("area_id", "所属保护地", "protected area", "ref", required="R"),
        F("zone_code", "功能区", "zone", "code", code_table="zone", required="R"),
        F("code", "编号", "code"),
        F("name", "名称", "name"),
        *_VERSIONED,
    )
)

PHOTO = catalogue(
    (
        F("sha256", "文件哈希", "hash", required="R", pattern=SHA256),
        F("name", "文件名", "file name"),
        F("size", "文件大小", "size", "int", "bytes", low=0),
        F("file_type", "文件格式", "file type"),
        F("width", "宽", "width", "int", low=0),
        F("height", "高", "height", "int", low=0),
        F("orientation", "方向标记", "orientation", "int", low=1, high=8),
        F("taken_at", "拍摄时间", "taken at", "moment"),
        F("taken_at_offset", "时区", "offset from UTC", pattern=r"[+-]\d{2}:\d{2}"),
        F("taken_at_source", "拍摄时间来源", "source of the time", "code",
          code_table="time_source"),
        F("gps_at", "卫星定位时间", "time of the position", "moment"),
        F("taker", "拍摄人", "taken by"),
        F("lon", "经度", "longitude", "decimal", "deg", low=-180.0, high=180.0),
        F("lat", "纬度", "latitude", "decimal", "deg", low=-90.0, high=90.0),
        F("datum", "坐标基准", "datum"),
        F("altitude_m", "海拔", "altitude", "decimal", "m", low=-12_000.0, high=60_000.0),
        F("azimuth_deg", "方位角", "azimuth", "decimal", "deg", low=0.0, high=360.0),
        F("azimuth_ref", "方位角基准", "reference of the azimuth", pattern="[TM]"),
        F("azimuth_true_deg", "真方位角", "azimuth from true north", "decimal", "deg", low=0.0,
          high=360.0),
        F("azimuth_source", "真方位角来源", "source of the true azimuth", "code",
          code_table="azimuth_source"),
        F("declination_deg", "磁偏角", "magnetic declination", "decimal", "deg", low=-180.0,
          high=180.0),
        F("declination_model", "地磁模型", "magnetic model"),
        F("gimbal_yaw_deg", "云台偏航角", "gimbal yaw", "decimal", "deg", low=-360.0,
          high=360.0),
        F("pitch_deg", "俯仰角", "pitch", "decimal", "deg", low=-90.0, high=90.0),
        F("subject_distance_m", "拍摄距离", "distance to the subject", "decimal", "m", low=0.0),
        F("position_source", "位置来源", "source of the position", "code",
          code_table="position_source"),
        F("position_error_m", "定位误差", "position error", "decimal", "m", low=0.0),
        F("dop", "精度因子", "dilution of precision", "decimal", low=0.0, high=1000.0),
        F("relative_altitude_m", "相对高度", "height above the take-off", "decimal", "m",
          low=-12_000.0, high=60_000.0),
        F("make", "相机厂商", "camera maker"),
        F("model", "相机型号", "camera model"),
        F("camera_serial", "相机序列号", "serial number of the camera"),
        F("lens", "镜头", "lens"),
        F("focal_35mm", "等效焦距", "focal length, 35 mm equivalent", "decimal", "mm", low=0.0,
          high=10_000.0),
        F("software", "处理软件", "software"),
        F("warnings", "疑点", "what is doubtful", "list"),
        F("accepted_by", "认可人", "accepted by", "ref"),
        F("accepted_note", "认可说明", "why it is accepted", many_lines=True),
        F("accepted_for", "认可内容", "what is accepted"),
        F("remark", "备注", "remark", many_lines=True),
        F("distance_m", "距图斑", "distance to the patch", "decimal", "m", derived=True),
    )
)  # fmt: skip

ACTOR = catalogue(
    (
        F("name", "姓名", "name", required="R"),
        F("unit", "单位", "unit"),
        F("tier", "层级", "tier", "code", code_table="tier", required="R"),
        F("roles", "角色", "roles", "codes", code_table="role", required="R"),
        F("division_code", "行政区划代码", "division code", pattern=DIVISION),
        F("active", "启用", "active", "bool"),
        F("verified_by", "核验方", "enrolled by", "ref"),
    )
)

CAMPAIGN = catalogue(
    (
        F("name", "名称", "name", required="R"),
        F("year", "年度", "year", "int", low=1980, high=2199),
        F("batch", "批次", "batch"),
        F("authority", "组织单位", "authority"),
        F("starts_on", "开始", "starts", "date"),
        F("ends_on", "结束", "ends", "date"),
    )
)

TRACK = catalogue(
    (
        F("name", "名称", "name"),
        F("sha256", "文件哈希", "hash", pattern=SHA256),
        F("started_at", "开始时间", "started at", "moment"),
        F("ended_at", "结束时间", "ended at", "moment"),
        F("points", "点数", "points", "int", low=0),
        F("length_m", "长度", "length", "decimal", "m", low=0.0),
        F("device", "设备", "device"),
        F("taker", "巡查人", "walked by"),
        F("campaign_id", "专项年度批次", "campaign", "ref"),
        F("patrols", "所属巡查", "patrols", "list"),
        F("geom", "轨迹", "track", "geometry"),
        F("remark", "备注", "remark", many_lines=True),
    )
)

PROJECT = catalogue(
    (
        F("name", "名称", "name", required="R"),
        F("division_code", "行政区划代码", "division code", required="R", pattern=DIVISION),
        F("ruleset_name", "规则集", "rule set"),
        F("ruleset_sha256", "规则集哈希", "hash of the rule set", pattern=SHA256),
        F("division_names", "行政区划名称", "names of divisions", "pairs"),
        F("closure_template_name", "销号报告模板", "template of closure reports"),
        F("closure_template_sha256", "销号报告模板哈希", "hash of the template", pattern=SHA256),
        F("remark", "备注", "remark", many_lines=True),
    )
)

NUMBER_BLOCK = catalogue(
    (
        F("division_code", "行政区划代码", "division code", required="R", pattern=DIVISION),
        F("year", "年度", "year", "int", required="R", low=1980, high=2199),
        F("first_no", "起号", "first number", "int", required="R", low=1, high=999_999),
        F("last_no", "止号", "last number", "int", required="R", low=1, high=999_999),
        F("device_id", "设备", "granted to the device", "ref", required="R"),
        F("keeper", "发号人", "granted by", "ref"),
    )
)
